// A provider that tells the server of a logout, and the sessions that began there.
import { expect } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { exchange, openBrowser, oidcPath, type Scene } from './oidc-scene.ts';
import type { TokenChanges } from './provider/script.ts';

export const path = `${oidcPath}/backchannel-logout`;
export const form = { 'content-type': 'application/x-www-form-urlencoded' };

export async function logout(
  scene: Scene,
  claims: TokenChanges['claims'] = {},
  changes: TokenChanges = {},
) {
  return send(scene, await scene.provider.logoutToken({ ...changes, claims }));
}

export function send({ app }: Pick<Scene, 'app'>, token: string) {
  const body = new URLSearchParams({ logout_token: token }).toString();
  return app.send({ method: 'POST', path, headers: form, body });
}

/** Signs the person at the provider in, in a browser of its own; answers the access token. */
export async function signIn(scene: Scene, sid: string | null): Promise<string> {
  scene.provider.script({ idToken: { claims: sid === null ? {} : { sid } } });
  const { query } = await openBrowser(scene.app, scene.provider).signIn();
  const answer = await exchange(scene.app, query['code']);
  expect(answer.status).toBe(200);
  return (answer.body as Exchanged).access_token;
}

export async function isLive({ app }: Pick<Scene, 'app'>, token: string): Promise<boolean> {
  return (await app.get('/api/auth/me', token)).status === 200;
}

export const live = (scene: Scene, tokens: readonly string[]) =>
  Promise.all(tokens.map((token) => isLive(scene, token)));
