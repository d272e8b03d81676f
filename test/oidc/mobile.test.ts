// Apps that have been at the provider themselves: which of its words are believed.
import { describe, expect, test } from 'bun:test';
import { addPerson } from '../support/people.ts';
import { oidcPath, openScene, type Scene, traces } from '../support/oidc-scene.ts';
import type { Env } from '../support/test-app.ts';

const path = `${oidcPath}/exchange/mobile`;
const mobile: Env = { OIDC_MOBILE_CLIENT_IDS: 'anchor-app' };
const options = { provider: { publicClients: ['anchor-app', 'stranger'] }, env: mobile };

const send = ({ app }: Scene, json: unknown) => app.post(path, json);

/** What an app has after signing in at the provider by itself. */
async function appCode({ provider }: Scene, clientId: string) {
  const code_verifier = 'v'.repeat(64);
  const redirect_uri = 'anchor://oidc/callback';
  const challenge = new Bun.CryptoHasher('sha256').update(code_verifier).digest('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri,
    scope: 'openid email profile',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const back = await provider.signIn(`${provider.issuer}/authorize?${query.toString()}`);
  return { code: back.get('code') ?? '', code_verifier, redirect_uri };
}

type Form = readonly [string, (scene: Scene, clientId: string) => Promise<object>];

const forms: readonly Form[] = [
  [
    'an ID token',
    async ({ provider }, clientId) => ({ id_token: await provider.idToken(clientId) }),
  ],
  [
    'an ID token with its nonce',
    async ({ provider }, clientId) => ({
      id_token: await provider.idToken(clientId, {}, 'n-1'),
      nonce: 'n-1',
    }),
  ],
  [
    'an access token that is a JWT',
    async ({ provider }, clientId) => ({ access_token: await provider.accessToken(clientId, {}) }),
  ],
  ['a code', appCode],
];

describe('an app signs in with', () => {
  // Without clients of its own for apps, they use the one that the browsers use.
  for (const [client, env] of [
    ['anchor-app', mobile],
    ['anchor', {}],
  ] as const) {
    test.each(forms)(`%s of ${client}`, async (_, form) => {
      await using scene = await openScene({ ...options, env });
      const answer = await send(scene, await form(scene, client));
      expect(answer.status).toBe(200);
      const body = answer.body as Record<string, unknown>;
      expect(body).toMatchObject({
        user: { email: 'ada@example.com', isAdmin: true },
        token_type: 'Bearer',
        redirectUrl: null,
        notice: null,
      });
      expect(body['accessToken']).toBe(body['access_token']);
      expect(body['refreshToken']).toBe(body['refresh_token']);
      const me = await scene.app.get('/api/auth/me', String(body['access_token']));
      expect(me.body).toMatchObject({ email: 'ada@example.com' });
      expect(answer.headers.getSetCookie()).toEqual([]);
    });
  }

  test('an opaque access token that introspection says is ours', async () => {
    await using scene = await openScene(options);
    const { issuer } = scene.provider;
    scene.provider.announce({ introspection_endpoint: `${issuer}/introspection` });
    const access_token = await scene.provider.accessToken('anchor-app');
    expect((await send(scene, { access_token })).status).toBe(200);
    expect(scene.provider.received('introspection')).toHaveLength(1);
  });
});

describe('an app is refused with', () => {
  const refused = {
    status: 401,
    body: {
      code: 'invalid_oidc_token',
      message: 'Invalid or expired OIDC token. Please sign in again.',
    },
  };

  async function refuse(scene: Scene, json: object): Promise<void> {
    const before = await scene.app.snapshot();
    expect(await send(scene, json)).toMatchObject(refused);
    expect(await scene.app.snapshot()).toEqual(before);
    expect(await traces(scene.app)).toEqual([]);
  }

  test.each(forms)('%s of another app', async (_, form) => {
    await using scene = await openScene(options);
    await refuse(scene, await form(scene, 'stranger'));
  });

  test('an opaque access token that introspection says is another app’s', async () => {
    await using scene = await openScene(options);
    const { issuer } = scene.provider;
    scene.provider.announce({ introspection_endpoint: `${issuer}/introspection` });
    await refuse(scene, { access_token: await scene.provider.accessToken('stranger') });
    expect(scene.provider.received('userinfo')).toEqual([]);
  });

  const past = Math.floor(Date.now() / 1000) - 120;
  const bad: readonly (readonly [string, (scene: Scene) => Promise<object>])[] = [
    ...(['signature', 'payload', 'none'] as const).flatMap((tamper) => [
      [
        `an ID token whose ${tamper} was tampered with`,
        async ({ provider }: Scene) => ({
          id_token: await provider.idToken('anchor-app', { tamper }),
        }),
      ] as const,
      [
        `an access token whose ${tamper} was tampered with`,
        async ({ provider }: Scene) => ({
          access_token: await provider.accessToken('anchor-app', { tamper }),
        }),
      ] as const,
    ]),
    [
      'an ID token that is over',
      async ({ provider }) => ({
        id_token: await provider.idToken('anchor-app', { claims: { exp: past } }),
      }),
    ],
    [
      'an access token that is over',
      async ({ provider }) => ({
        access_token: await provider.accessToken('anchor-app', { claims: { exp: past } }),
      }),
    ],
    [
      'an ID token of another issuer',
      async ({ provider }) => ({
        id_token: await provider.idToken('anchor-app', { claims: { iss: 'https://evil.example' } }),
      }),
    ],
    [
      'an ID token with another nonce',
      async ({ provider }) => ({
        id_token: await provider.idToken('anchor-app', {}, 'n-1'),
        nonce: 'n-2',
      }),
    ],
    [
      'an ID token without the nonce that was sent',
      async ({ provider }) => ({ id_token: await provider.idToken('anchor-app'), nonce: 'n-1' }),
    ],
    [
      'an ID token in place of an access token',
      async ({ provider }) => ({ access_token: await provider.idToken('anchor-app') }),
    ],
    [
      'an access token in place of an ID token',
      async ({ provider }) => ({ id_token: await provider.accessToken('anchor-app', {}) }),
    ],
    ['an unknown access token', () => Promise.resolve({ access_token: 'made-up' })],
    ['an ID token that is none', () => Promise.resolve({ id_token: 'made-up' })],
    [
      'an unknown code',
      async (scene) => ({ ...(await appCode(scene, 'anchor-app')), code: 'made-up' }),
    ],
    [
      'a code with another verifier',
      async (scene) => ({
        ...(await appCode(scene, 'anchor-app')),
        code_verifier: 'w'.repeat(64),
      }),
    ],
    [
      'a code with another redirect_uri',
      async (scene) => ({
        ...(await appCode(scene, 'anchor-app')),
        redirect_uri: 'evil://callback',
      }),
    ],
  ];

  test.each(bad)('%s', async (_, make) => {
    await using scene = await openScene(options);
    await refuse(scene, await make(scene));
  });

  test('a code that was used already', async () => {
    await using scene = await openScene(options);
    const form = await appCode(scene, 'anchor-app');
    expect((await send(scene, form)).status).toBe(200);
    expect(await send(scene, form)).toMatchObject(refused);
    expect((await scene.app.snapshot())['sessions']).toHaveLength(1);
  });
});

test('no account is linked to an ID token with an unverified address', async () => {
  await using scene = await openScene(options);
  await addPerson(scene.app, { email: 'ada@example.com' });
  const claims = { email_verified: false };
  const id_token = await scene.provider.idToken('anchor-app', { claims });
  const answer = await send(scene, { id_token });
  expect(answer).toMatchObject({ status: 409, body: { code: 'account_exists' } });
  expect((await scene.app.snapshot())['identities']).toEqual([]);
});
