// An administrator who tests sign-ins at the OpenID provider.
import type { SignInTest } from '../../src/features/federation/sign-in-test/schema.ts';
import { addAdmin, type Administrator } from '../admin/administrator.ts';
import { openScene, type Scene } from '../support/oidc-scene.ts';
import type { Env } from '../support/test-app.ts';
import { expect } from 'bun:test';

export const path = '/settings/oidc/sign-in-test';
export const email = 'ada@example.com';
export const ada = { sub: 'person-1', email, email_verified: true, name: 'Ada', picture: 'x' };

export async function open(env: Env = {}) {
  const scene = await openScene({ env });
  return { scene, admin: await addAdmin(scene.app) };
}

/** Begins in the browser of the scene; the address at the provider. */
export async function begin(
  { browser }: Scene,
  { access_token }: Administrator,
  json: object = {},
): Promise<URL> {
  const headers = { authorization: `Bearer ${access_token}` };
  const answer = await browser.post(`/api/admin${path}`, json, headers);
  expect(answer.status).toBe(200);
  return new URL((answer.body as { readonly url: string }).url);
}

/** A whole test, whose result is shown in the panel. */
export async function tested(scene: Scene, admin: Administrator): Promise<SignInTest['test']> {
  const back = await scene.provider.signIn(await begin(scene, admin));
  const { url } = await scene.browser.comeBack(back);
  expect(url.pathname + url.search).toBe('/admin/providers?tested=1');
  return lastOf(admin);
}

/** The result of the last test of a session. */
export async function lastOf(admin: Administrator): Promise<SignInTest['test']> {
  const answer = await admin.ask('GET', path);
  expect(answer.status).toBe(200);
  return (answer.body as SignInTest).test;
}
