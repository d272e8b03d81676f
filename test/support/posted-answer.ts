// A provider's answer that the browser posts here, from another site and so without cookies.
import { expect } from 'bun:test';
import { oidcPath, type Scene } from './oidc-scene.ts';
import type { Call } from './test-app.ts';

const callbackPath = `${oidcPath}/callback`;
export const callback = `http://localhost:3000${callbackPath}`;
export const env = { OIDC_RESPONSE_MODE: 'form_post' };
export const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Posts as any browser does, without a cookie. */
export function post({ app }: Pick<Scene, 'app'>, body: string, call: Partial<Call> = {}) {
  return app.send({ method: 'POST', path: callbackPath, headers: form, body, ...call });
}

/** Where the post sends the browser. */
export async function sentTo(scene: Scene, parameters: URLSearchParams): Promise<URLSearchParams> {
  const answer = await post(scene, parameters.toString());
  expect(answer.status).toBe(303);
  expect(answer.headers.get('set-cookie')).toBeNull();
  const location = new URL(answer.headers.get('location') ?? '');
  expect(location.origin + location.pathname).toBe(callback);
  return location.searchParams;
}
