// Signing out at the provider too (OIDC_LOGOUT, OpenID Connect RP-Initiated Logout 1.0).
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { addSignedIn, setSetting } from '../support/people.ts';
import { exchange, oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import { logout as providerLogout } from '../support/provider-logout.ts';
import type { Env } from '../support/test-app.ts';

const env: Env = { OIDC_LOGOUT: 'true' };

/** A scene whose provider can sign people out, unless told otherwise. */
async function open(own: Env = env, announced?: unknown): Promise<Scene> {
  const scene = await openScene({ env: own });
  const { issuer } = scene.provider;
  scene.provider.announce({ end_session_endpoint: announced ?? `${issuer}/logout?tenant=a` });
  return scene;
}

async function signIn({ browser }: Scene): Promise<Exchanged> {
  const { query } = await browser.signIn();
  return (await browser.exchange(query['code'])).body as Exchanged;
}

function claimsIn(token: string): Readonly<Record<string, unknown>> {
  const [, claims = ''] = token.split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

function logout({ app }: Scene, refreshToken: string) {
  return app.post('/api/auth/logout', { refresh_token: refreshToken });
}

async function urlOf(answer: ReturnType<typeof logout>): Promise<URL | null> {
  const { body } = await answer;
  const { signOutUrl = null } = body as { readonly signOutUrl?: string };
  return signOutUrl === null ? null : new URL(signOutUrl);
}

test('a sign-out answers where the browser signs out at the provider, with what the provider needs', async () => {
  await using scene = await open();
  const { refresh_token: token } = await signIn(scene);
  const url = await urlOf(logout(scene, token));
  const { id_token_hint: hint = '', ...rest } = Object.fromEntries(url?.searchParams ?? []);
  expect(url?.href).toStartWith(`${scene.provider.issuer}/logout?tenant=a&`);
  expect(rest).toEqual({
    tenant: 'a',
    client_id: 'anchor',
    post_logout_redirect_uri: 'http://localhost:3000/login',
  });
  expect(claimsIn(hint)).toMatchObject({
    iss: scene.provider.issuer,
    aud: 'anchor',
  });
  // The session has ended, and with it what it kept.
  expect(await urlOf(logout(scene, token))).toBeNull();
  expect((await scene.app.snapshot())['sessions']?.join()).toContain('"provider_sign_out":null');
});

describe('a session that the provider ends keeps nothing of it', () => {
  const ways: readonly (readonly [string, (scene: Scene) => Promise<unknown>])[] = [
    ['by its own session', () => Promise.resolve()],
    [
      'although it began before sessions stored their issuer',
      ({ app }) =>
        app.database.write((trx) =>
          trx.updateTable('sessions').set({ provider_issuer: null, provider_sid: null }).execute(),
        ),
    ],
  ];
  test.each([...ways])('%s', async (_, age) => {
    await using scene = await open();
    scene.provider.script({ idToken: { claims: { sid: 's1' } } });
    await signIn(scene);
    await age(scene);
    const stored = () =>
      scene.app.database.read
        .selectFrom('sessions')
        .select(['end_reason', 'provider_sign_out'])
        .execute();
    expect(await stored()).toEqual([
      { end_reason: null, provider_sign_out: expect.any(Uint8Array) },
    ]);
    expect((await providerLogout(scene, { sid: 's1' })).status).toBe(200);
    expect(await stored()).toEqual([{ end_reason: 'ended_by_provider', provider_sign_out: null }]);
  });
});

test('it survives refreshes and a restart, and a bearer gets it too', async () => {
  await using scene = await open();
  const { refresh_token: first } = await signIn(scene);
  await scene.app.restart();
  const { body } = await scene.app.post('/api/auth/refresh', { refresh_token: first });
  const { access_token: bearer } = body as Exchanged;
  const answer = await scene.app.send({ method: 'POST', path: '/api/auth/logout', bearer });
  expect(answer.body).toMatchObject({ message: 'Logged out successfully' });
  expect(await urlOf(Promise.resolve(answer))).not.toBeNull();
});

describe('there is no such address', () => {
  const announcements: readonly (readonly [string, Env, unknown])[] = [
    ['by default', {}, undefined],
    ['where the provider has no end_session_endpoint', env, ''],
    ['where it is no address', env, 'javascript:alert(1)'],
    ['where it is a list', env, ['https://id.example.com']],
    ['where it is not encrypted', env, 'http://id.example.com/logout'],
  ];
  test.each([...announcements])('%s, and people still sign in', async (_, own, announced) => {
    await using scene = await open(own, announced);
    const { refresh_token: token } = await signIn(scene);
    expect((await logout(scene, token)).body).toEqual({});
  });

  test('once the operator no longer wants it', async () => {
    await using scene = await open({});
    await setSetting(scene.app, 'oidc.logout', 'true');
    const { refresh_token: token } = await signIn(scene);
    await scene.app.database.write((trx) => trx.deleteFrom('settings').execute());
    expect((await logout(scene, token)).body).toEqual({});
  });

  test('for a session that began with a password', async () => {
    await using scene = await open();
    const { refresh_token: token } = await addSignedIn(scene.app);
    expect((await logout(scene, token)).body).toEqual({});
  });

  test('for a program that signs in without a browser', async () => {
    await using scene = await open();
    const idToken = await scene.provider.idToken('anchor');
    const { body } = await scene.app.post(`${oidcPath}/exchange/mobile`, { id_token: idToken });
    const { refresh_token: token } = body as Exchanged;
    expect(token).toBeString();
    expect((await logout(scene, token)).body).toEqual({});
  });

  test('for a refresh token that was replaced, because a thief may have it', async () => {
    await using scene = await open();
    const { refresh_token: old } = await signIn(scene);
    await scene.app.post('/api/auth/refresh', { refresh_token: old });
    expect((await logout(scene, old)).body).toEqual({});
  });

  test('for a token of no session', async () => {
    await using scene = await open();
    await signIn(scene);
    expect((await logout(scene, '0'.repeat(128))).body).toEqual({});
  });
});

test('an ID token that is too long for an address is left out of it', async () => {
  await using scene = await open();
  scene.provider.script({ idToken: { claims: { groups: ['x'.repeat(6000)] } } });
  const { refresh_token: token } = await signIn(scene);
  const url = await urlOf(logout(scene, token));
  expect(url?.searchParams.get('id_token_hint')).toBeNull();
  expect(url?.searchParams.get('client_id')).toBe('anchor');
});

test('the ID token is stored only encrypted, and each row has its own', async () => {
  await using scene = await open();
  scene.provider.script({ idToken: { claims: { canary: 'canary-claim' } } });
  const { query } = await scene.browser.signIn();
  const canaries = [
    'eyJ',
    'canary-claim',
    'id_token_hint',
    Buffer.from('canary').toString('base64'),
  ];
  const check = async () => {
    for (const file of await everythingStored(scene.app)) {
      for (const canary of canaries) expect(file.includes(canary)).toBe(false);
    }
  };
  await check();
  const { refresh_token: token } = (await exchangeHere(scene, query['code'])).body as Exchanged;
  await check();
  const other = await signIn(scene);
  const sealed = await scene.app.database.read
    .selectFrom('sessions')
    .select(['id', 'provider_sign_out'])
    .execute();
  const [one, two] = sealed;
  // A value that was moved to another row opens nothing, and the sign-out goes on without it.
  await scene.app.database.write((trx) =>
    trx
      .updateTable('sessions')
      .set({ provider_sign_out: one?.provider_sign_out ?? null })
      .where('id', '=', two?.id ?? new Uint8Array())
      .execute(),
  );
  const answers = [await logout(scene, token), await logout(scene, other.refresh_token)];
  expect(answers.filter(({ body }) => Object.hasOwn(body as object, 'signOutUrl'))).toHaveLength(1);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

function exchangeHere({ browser }: Scene, code: unknown) {
  return browser.exchange(code);
}

test('an ID token that is kept signs in no app, because it may be seen in an address', async () => {
  await using scene = await open();
  const { refresh_token: token } = await signIn(scene);
  const url = await urlOf(logout(scene, token));
  const idToken = url?.searchParams.get('id_token_hint') ?? '';
  const json = { id_token: idToken, nonce: claimsIn(idToken)['nonce'] };
  const answer = await scene.app.post(`${oidcPath}/exchange/mobile`, json);
  expect(scene.app.lines.join('\n')).toContain('the ID token was used before');
  expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_oidc_token' } });
});

test('a code that another client uses first leaves no address behind', async () => {
  await using scene = await open();
  const { query } = await scene.browser.signIn();
  await exchange(scene.app, query['code']);
  await exchange(scene.app, query['code']);
  const rows = await scene.app.snapshot();
  expect(rows['sessions']?.join()).toContain('"provider_sign_out":null');
  expect(rows['exchange_codes']?.join()).toContain('"provider_sign_out":null');
});
