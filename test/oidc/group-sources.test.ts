// Where the groups of a sign-in come from: which answer of the provider, for browsers and for apps.
import { describe, expect, test } from 'bun:test';
import { auditOf } from '../support/audit-lines.ts';
import { addGroups, enter, join, membershipsOf } from '../support/claimed-groups.ts';
import { lastingRows, oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';
import { addPerson } from '../support/people.ts';
import type { Env } from '../support/test-app.ts';

const email = 'ada@example.com';
const ada = { sub: 'person-1', email, email_verified: true, name: 'Ada', picture: 'x' };
const allowed: Env = { OIDC_ALLOWED_GROUPS: 'family', OIDC_SYNC_GROUPS: 'all' };

async function open(env: Env, options: Parameters<typeof openScene>[0] = {}) {
  const scene = await openScene({ ...options, env });
  await addPerson(scene.app, { email: 'root@example.com', isAdmin: true });
  return scene;
}

interface Form {
  readonly name: string;
  readonly body: (scene: Scene) => Promise<object>;
}

const mobile = { provider: { publicClients: ['anchor-app'] } };

async function codeForm({ provider }: Scene) {
  const code_verifier = 'v'.repeat(64);
  const redirect_uri = 'anchor://oidc/callback';
  const code_challenge = new Bun.CryptoHasher('sha256').update(code_verifier).digest('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'anchor',
    redirect_uri,
    scope: 'openid email profile groups',
    code_challenge,
    code_challenge_method: 'S256',
  });
  const back = await provider.signIn(`${provider.issuer}/authorize?${query.toString()}`);
  return { code: back.get('code') ?? '', code_verifier, redirect_uri };
}

const forms: readonly Form[] = [
  {
    name: 'an ID token',
    body: async ({ provider }) => ({ id_token: await provider.idToken('anchor') }),
  },
  {
    name: 'an access token',
    body: async ({ provider }) => ({ access_token: await provider.accessToken('anchor', {}) }),
  },
  { name: 'a code', body: codeForm },
];

const send = async (scene: Scene, { body }: Form) =>
  scene.app.post(`${oidcPath}/exchange/mobile`, await body(scene));

describe.each([...forms])('an app with $name', (form) => {
  test('gets in by a group', async () => {
    await using scene = await open(allowed, mobile);
    scene.provider.person({ ...ada, groups: ['family'] });
    const answer = await send(scene, form);
    expect(answer).toMatchObject({ status: 200, body: { user: { email, groups: ['family'] } } });
  });

  test('is refused without one, and nothing is written', async () => {
    await using scene = await open({ ...allowed, OIDC_PROVIDER_NAME: 'Home ID' }, mobile);
    const { app, provider } = scene;
    provider.person({ ...ada, groups: ['friends'] });
    const before = await lastingRows(app);
    expect(await send(scene, form)).toMatchObject({
      status: 403,
      body: {
        code: 'group_required',
        message: 'Your account at Home ID is not in a group that may sign in here.',
        reason: 'group_missing',
        params: { provider: 'Home ID' },
      },
    });
    expect(await lastingRows(app)).toEqual(before);
    expect(await auditOf(app)).toEqual([
      'session.failed failure {"provider":"oidc","reason":"group_required"}',
    ]);
    expect(app.lines.join('\n')).toContain(
      'the user is in [\\"friends\\"], and none of it is in [\\"family\\"]',
    );
  });
});

describe('an app whose groups are in userinfo only', () => {
  test.each([
    ['an ID token', 403],
    ['an access token', 200],
    ['a code', 200],
  ])('sends %s: %d', async (name, status) => {
    await using scene = await open(allowed, mobile);
    const { app, provider } = scene;
    await addPerson(app, { email });
    provider.person({ ...ada, groups: ['family'] }, { inUserinfoOnly: true });
    provider.script({ idToken: { claims: { email, email_verified: true } } });
    const form = forms.find((one) => one.name === name);
    if (form === undefined) throw new Error('no such form');
    const body =
      name === 'an ID token'
        ? {
            id_token: await provider.idToken('anchor', { claims: { email, email_verified: true } }),
          }
        : await form.body(scene);
    const answer = await app.post(`${oidcPath}/exchange/mobile`, body);
    expect(answer.status).toBe(status);
  });
});

describe('while userinfo fails', () => {
  const failing = { userinfo: 'error500' } as const;

  async function arranged(env: Env) {
    const scene = await open(env);
    const { app, provider } = scene;
    await addGroups(app, 'family');
    provider.person({ ...ada, groups: ['family'] });
    await enter(scene);
    provider.person(ada);
    provider.script(failing);
    return scene;
  }

  test.each([
    ['OIDC_ALLOWED_GROUPS', 'family'],
    ['OIDC_ADMIN_GROUPS', 'family'],
    ['OIDC_SYNC_GROUPS', 'mapped'],
    ['OIDC_GROUPS_CLAIM', 'groups'],
  ])('no user loses anything by %s: the sign-in ends', async (variable, value) => {
    await using scene = await arranged({ [variable]: value });
    const { app, provider } = scene;
    provider.person({ ...ada, picture: undefined });
    const before = await lastingRows(app);
    expect(await enter(scene)).toBe('provider_unavailable');
    expect(await lastingRows(app)).toEqual(before);
    expect(await membershipsOf(app, email)).toEqual(['family oidc']);
    const [, reason] = [0, 'the groups are not in the ID token, and userinfo failed'];
    expect(app.lines.join('\n')).toContain(reason);
  });

  test('the sign-in goes on where no setting is about groups', async () => {
    await using scene = await arranged({});
    scene.provider.person({ ...ada, picture: undefined });
    expect(await enter(scene)).toMatchObject({ user: { email } });
  });

  test('the sign-in goes on when the ID token has the groups', async () => {
    await using scene = await arranged({ OIDC_ALLOWED_GROUPS: 'family' });
    scene.provider.person({ ...ada, groups: ['family'], picture: undefined });
    expect(await enter(scene)).toMatchObject({ user: { groups: ['family'] } });
  });
});

test('groups in a userinfo about another user do not count', async () => {
  await using scene = await open({ OIDC_ADMIN_GROUPS: 'admins' });
  const { app, provider } = scene;
  provider.person(ada);
  provider.script({ userinfo: { json: { ...ada, sub: 'person-2', groups: ['admins'] } } });
  const before = await lastingRows(app);
  expect(await enter(scene)).toBe('provider_answer_invalid');
  expect(await lastingRows(app)).toEqual(before);
});

describe('the scope groups', () => {
  const announced = { announce: { scopes_supported: ['openid', 'email', 'profile', 'groups'] } };
  const rows: readonly (readonly [string, Env, object, string])[] = [
    ['is not asked for by default', {}, announced, 'openid email profile'],
    ...['OIDC_GROUPS_CLAIM', 'OIDC_ALLOWED_GROUPS', 'OIDC_ADMIN_GROUPS'].map(
      (variable) =>
        [
          `is asked for with ${variable}`,
          { [variable]: 'groups' },
          announced,
          'openid email profile groups',
        ] as const,
    ),
    [
      'is asked for with mapped',
      { OIDC_SYNC_GROUPS: 'mapped' },
      announced,
      'openid email profile groups',
    ],
    ['is not asked for with off', { OIDC_SYNC_GROUPS: 'off' }, announced, 'openid email profile'],
    [
      'is not asked for where it is unknown',
      { OIDC_SYNC_GROUPS: 'all' },
      {},
      'openid email profile',
    ],
    [
      'is asked for where an operator says so',
      { OIDC_SCOPES: 'email groups' },
      {},
      'openid email groups',
    ],
  ];

  test.each([...rows])('%s', async (_, env, provider, scope) => {
    await using scene = await openScene({ env, provider });
    const url = await scene.browser.begin();
    expect(url.searchParams.get('scope')).toBe(scope);
  });
});

test('a choice in the panel counts at once', async () => {
  await using scene = await open({});
  const { app, provider } = scene;
  await addGroups(app, 'family', 'friends');
  provider.person({ ...ada, groups: ['friends'] });
  await enter(scene);
  await join(app, email, { name: 'family' });
  const { oidcOptions } = app.services.connections;
  await app.database.write((trx) => oidcOptions.allowedGroups.set(trx, ['family'], null));
  // A membership that was given here is no group at the provider.
  expect(await enter(scene)).toBe('group_required');
});
