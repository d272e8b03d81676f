// Whole sign-ins at a certified provider, as people's browsers and phones make them.
import { afterAll, describe, expect, test } from 'bun:test';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { callback, startRealProvider } from '../support/real-provider.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

const provider = await startRealProvider();
afterAll(() => provider[Symbol.asyncDispose]());

const base = { OIDC_ENABLED: 'true', OIDC_ISSUER_URL: provider.issuer };

const kinds: readonly (readonly [string, Env])[] = [
  [
    'a confidential client',
    { ...base, OIDC_CLIENT_ID: 'anchor', OIDC_CLIENT_SECRET: 'a secret: with/odd+chars' },
  ],
  [
    'a client whose userinfo is signed',
    { ...base, OIDC_CLIENT_ID: 'anchor-signed', OIDC_CLIENT_SECRET: 'a secret: with/odd+chars' },
  ],
  ['a public client', { ...base, OIDC_CLIENT_ID: 'anchor-public' }],
];

async function signIn(app: TestApp) {
  const start = await app.get('/api/auth/oidc/initiate?redirect=/account');
  expect(start.status).toBe(302);
  const cookie = start.headers.get('set-cookie')?.split(';')[0] ?? '';
  const back = await provider.signIn(start.headers.get('location') ?? '');
  expect(back.href).toStartWith(callback);
  const ended = await app.send({ path: back.pathname + back.search, headers: { cookie } });
  const landing = new URL(ended.headers.get('location') ?? '');
  expect(Object.fromEntries(landing.searchParams)).toEqual({
    code: expect.any(String),
    redirect: '/account',
  });
  return app.post('/api/auth/oidc/exchange', { code: landing.searchParams.get('code') });
}

describe.each(kinds)('as %s', (_, env) => {
  test('signs in, comes back, and is the same person', async () => {
    await using app = await createTestApp(env);
    const first = await signIn(app);
    expect(first.body).toMatchObject({
      user: { email: 'grace@example.com', name: 'Grace Hopper', isAdmin: true },
      redirectUrl: '/account',
      notice: null,
    });
    const second = await signIn(app);
    expect(second.body).toMatchObject({ user: (first.body as { user: object }).user });
    expect(app.lines.filter((line) => line.includes('Userinfo'))).toEqual([]);
  });
});

test('links the account that an administrator made, which keeps its password', async () => {
  await using app = await createTestApp(kinds[0]?.[1]);
  const admin = await addSignedIn(app, { email: 'admin@example.com', isAdmin: true });
  const email = 'grace@example.com';
  const made = { email, password, name: 'Grace' };
  await app.post('/api/admin/users', made, admin.access_token);
  const { body } = await signIn(app);
  const { access_token: token } = body as { access_token: string };
  expect((await app.get('/api/auth/me', token)).body).toMatchObject({
    authIdentities: ['local', 'oidc'],
  });
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(200);
});

test('an unproven account loses its password, and its owner gets a notice', async () => {
  await using app = await createTestApp(kinds[0]?.[1]);
  await addPerson(app, { email: 'grace@example.com' });
  expect((await signIn(app)).body).toMatchObject({ notice: 'password_removed' });
});

describe('an app on a phone', () => {
  const env: Env = { ...kinds[0]?.[1], OIDC_MOBILE_CLIENT_IDS: 'anchor-app' };
  const path = '/api/auth/oidc/exchange/mobile';
  const refused = { code: 'invalid_oidc_token' };

  const forms: readonly (readonly [string, (clientId: string) => Promise<object>])[] = [
    [
      'an access token',
      async (clientId) => ({ access_token: (await provider.tokens(clientId)).access_token }),
    ],
    [
      'an ID token',
      async (clientId) => ({
        id_token: (await provider.tokens(clientId)).id_token,
        nonce: 'of the app',
      }),
    ],
    ['a code', (clientId) => provider.signInApp(clientId)],
  ];

  test.each(forms)('signs in with %s of an accepted client', async (_, form) => {
    await using app = await createTestApp(env);
    const answer = await app.post(path, await form('anchor-app'));
    expect(answer.body).toMatchObject({ user: { email: 'grace@example.com' }, redirectUrl: null });
  });

  test.each(forms)('of another client is refused with %s', async (_, form) => {
    await using app = await createTestApp(env);
    const answer = await app.post(path, await form('somebody-elses-app'));
    expect(answer.body).toMatchObject(refused);
    expect((await app.snapshot())['users']).toEqual([]);
  });

  test('without a way to prove the access token strict refuses, and auto believes', async () => {
    const open = { ...base, OIDC_CLIENT_ID: 'anchor-public', OIDC_MOBILE_CLIENT_IDS: 'anchor-app' };
    const { access_token } = await provider.tokens('anchor-app');
    await using strict = await createTestApp({ ...open, OIDC_MOBILE_AUDIENCE_CHECK: 'strict' });
    expect((await strict.post(path, { access_token })).body).toMatchObject({
      code: 'unprovable_oidc_token',
    });
    await using auto = await createTestApp(open);
    expect((await auto.post(path, { access_token })).status).toBe(200);
  });
});
