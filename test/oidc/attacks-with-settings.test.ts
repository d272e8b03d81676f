// The attacks on a sign-in at the OpenID provider, once more with each of its further settings, and with all.
import { describe, expect, test } from 'bun:test';
import { addPerson, addSignedIn } from '../support/people.ts';
import {
  exchange,
  oidcPath,
  openBrowser,
  openScene,
  type Scene,
  traces,
} from '../support/oidc-scene.ts';
import type { TokenChanges } from '../support/provider/script.ts';
import { startProvider } from '../support/provider/provider.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { addAdmin } from '../admin/administrator.ts';

interface Setting {
  readonly name: string;
  readonly env: Env;
  /** The claim in which the provider has the address that counts. */
  readonly emailClaim: 'email' | 'upn';
}

const each: readonly Setting[] = [
  { name: 'OIDC_EMAIL_CLAIM', env: { OIDC_EMAIL_CLAIM: 'upn,email' }, emailClaim: 'upn' },
  { name: 'OIDC_NAME_CLAIM', env: { OIDC_NAME_CLAIM: 'email,sub' }, emailClaim: 'email' },
  { name: 'OIDC_PROMPT=login', env: { OIDC_PROMPT: 'login' }, emailClaim: 'email' },
  {
    name: 'OIDC_PROMPT=select_account',
    env: { OIDC_PROMPT: 'select_account' },
    emailClaim: 'email',
  },
  { name: 'OIDC_LOGOUT', env: { OIDC_LOGOUT: 'true' }, emailClaim: 'email' },
  { name: 'OIDC_AUTO_REDIRECT', env: { OIDC_AUTO_REDIRECT: 'true' }, emailClaim: 'email' },
];

const settings: readonly Setting[] = [
  ...each,
  {
    name: 'all settings at once',
    env: Object.assign({}, ...each.map(({ env }) => env)) as Env,
    emailClaim: 'upn',
  },
];

const sub = 'person-1';
const victim = 'victim@example.com';

async function open({ env }: Setting, more: Env = {}): Promise<Scene> {
  const scene = await openScene({ env: { ...env, ...more } });
  scene.provider.announce({ end_session_endpoint: `${scene.provider.issuer}/logout` });
  return scene;
}

async function codeFor(scene: Scene, claims: object): Promise<string | undefined> {
  scene.provider.person({ sub, ...claims });
  const { query } = await scene.browser.signIn();
  return query['error_code'] ?? (query['code'] === undefined ? undefined : 'signed in');
}

const forgeries: readonly (readonly [string, TokenChanges | string])[] = [
  ['a broken signature', { tamper: 'signature' }],
  ['another payload', { tamper: 'payload' }],
  ['no signature', { tamper: 'none' }],
  ['another issuer', { claims: { iss: 'https://evil.example' } }],
  ['another audience', { claims: { aud: 'somebody-else' } }],
  ['another nonce', { claims: { nonce: 'another' } }],
  ['no nonce', { claims: { nonce: undefined } }],
  ['an end that is over', { claims: { exp: 1 } }],
  ['no subject', { claims: { sub: undefined } }],
  ['no shape of a token', 'not a token'],
];

describe.each([...settings])('with $name', (setting) => {
  const { emailClaim } = setting;
  const isVerifiable = emailClaim === 'email';

  test('an address that is not verified opens no account', async () => {
    await using scene = await open(setting);
    await addPerson(scene.app, { email: victim });
    for (const verified of [undefined, false, 'true', 1]) {
      const claims = { [emailClaim]: victim, email_verified: verified };
      expect(await codeFor(scene, claims)).toBe('account_exists');
    }
  });

  test('a user who registered the address of another in advance loses the account, or nothing opens it', async () => {
    await using scene = await open(setting);
    const squatter = await addSignedIn(scene.app, { email: victim });
    const answer = await codeFor(scene, { [emailClaim]: victim, email_verified: true });
    expect(answer).toBe(isVerifiable ? 'signed in' : 'account_exists');
    const me = await scene.app.get('/api/auth/me', squatter.access_token);
    expect(me.status).toBe(isVerifiable ? 401 : 200);
  });

  test('the same subject at another issuer is another user', async () => {
    await using one = await startProvider();
    await using other = await startProvider();
    await using app = await createTestApp(setting.env);
    const admin = await addAdmin(app);
    for (const [provider, email] of [
      [one, 'a@example.com'],
      [other, 'b@example.com'],
    ] as const) {
      const { issuer: issuerUrl, clientId, clientSecret } = provider;
      const change = { enabled: true, issuerUrl, clientId, clientSecret };
      expect((await admin.ask('PATCH', '/settings/oidc', change)).status).toBe(200);
      provider.person({ sub, [emailClaim]: email, email_verified: true });
      const { query } = await openBrowser(app, provider).signIn();
      expect(query).toHaveProperty('code');
    }
    const rows = await app.snapshot();
    expect(rows['identities']).toHaveLength(2);
    expect(rows['users']).toHaveLength(3);
  });

  test('a token for another app signs no user in', async () => {
    await using scene = await open(setting);
    scene.provider.person({ sub, [emailClaim]: victim, email_verified: true });
    const idToken = await scene.provider.idToken('somebody-else');
    const accessToken = await scene.provider.accessToken('somebody-else', {});
    for (const json of [{ id_token: idToken }, { access_token: accessToken }]) {
      const answer = await scene.app.post(`${oidcPath}/exchange/mobile`, json);
      expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_oidc_token' } });
    }
    expect(await traces(scene.app)).toEqual([]);
  });

  test.each([...forgeries])('an ID token with %s signs no user in', async (_, idToken) => {
    await using scene = await open(setting);
    scene.provider.script({ idToken });
    const claims = { [emailClaim]: victim, email_verified: true };
    expect(await codeFor(scene, claims)).toBe('provider_answer_invalid');
    expect(await traces(scene.app)).toEqual([]);
  });

  test('a callback works once, in the browser that began', async () => {
    await using scene = await open(setting);
    scene.provider.person({ sub, [emailClaim]: victim });
    const parameters = await scene.browser.visit();
    const stranger = scene.anotherBrowser();
    expect((await stranger.comeBack(parameters)).query['error_code']).toBe('invalid_state');
    const answers = await Promise.all([1, 2, 3].map(() => scene.browser.comeBack(parameters)));
    const codes = new Set(answers.map(({ query }) => query['code']));
    expect(codes.size).toBe(1);
    const [code] = codes;
    expect((await stranger.exchange(code)).status).toBe(400);
    expect((await scene.browser.exchange(code)).status).toBe(200);
    expect((await exchange(scene.app, code)).status).toBe(400);
    expect((await scene.app.snapshot())['sessions']?.[0]).not.toContain('"ended_at":null');
  });

  test('a second subject of one issuer never gets an account by its address', async () => {
    await using scene = await open(setting, { OIDC_TRUST_EMAIL: 'true' });
    const claims = { [emailClaim]: victim, email_verified: true };
    expect(await codeFor(scene, claims)).toBe('signed in');
    expect(await codeFor(scene, { ...claims, sub: 'person-2' })).toBe('account_exists');
    expect((await scene.app.snapshot())['identities']).toHaveLength(1);
  });

  test('a browser that fetches ahead neither begins nor ends a sign-in', async () => {
    await using scene = await open(setting);
    const parameters = await scene.browser.visit();
    const before = await scene.app.snapshot();
    const headers = { 'sec-purpose': 'prefetch' };
    for (const path of [
      `${oidcPath}/initiate`,
      `${oidcPath}/initiate?errors=page`,
      `${oidcPath}/callback?${parameters.toString()}`,
    ]) {
      expect((await scene.app.send({ path, headers })).status).toBe(503);
    }
    expect(await scene.app.snapshot()).toEqual(before);
  });

  test('an ID token of an app counts once, with its nonce', async () => {
    await using scene = await open(setting);
    scene.provider.person({ sub, [emailClaim]: victim, email_verified: true });
    const send = (json: object) => scene.app.post(`${oidcPath}/exchange/mobile`, json);
    const bound = await scene.provider.idToken('anchor', {}, 'n-1');
    expect((await send({ id_token: bound })).status).toBe(401);
    expect((await send({ id_token: bound, nonce: 'n-1' })).status).toBe(200);
    expect((await send({ id_token: bound, nonce: 'n-1' })).status).toBe(401);
  });
});
