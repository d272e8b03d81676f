// Test sign-ins: an administrator sees what a sign-in would do, and nothing comes of it.
import { describe, expect, test } from 'bun:test';
import { addGroups, enter, join } from '../support/claimed-groups.ts';
import { lastingRows, type Scene } from '../support/oidc-scene.ts';
import { addPerson } from '../support/people.ts';
import type { Env } from '../support/test-app.ts';
import { ada, begin, email, open, path, tested } from './sign-in-tester.ts';

/** Everything but the flows, whose rows hold the result. */
async function kept({ app }: Scene) {
  const { sign_in_flows: _, ...rows } = await lastingRows(app);
  return rows;
}

interface Row {
  readonly name: string;
  readonly env?: Env;
  readonly claims?: object;
  readonly arrange?: (scene: Scene) => Promise<unknown>;
  readonly outcome: object;
  readonly groups?: object;
}

const rows: readonly Row[] = [
  {
    name: 'a new user would get an account',
    outcome: { kind: 'create', code: null, account: null, waits: false },
  },
  {
    name: 'a new user would have to wait',
    env: { USER_SIGNUP: 'review' },
    outcome: { kind: 'create', waits: true },
  },
  {
    name: 'the account with the address would be linked',
    arrange: ({ app }) => addPerson(app, { email }),
    outcome: { kind: 'link', account: { email }, secures: true },
  },
  {
    name: 'a known user would be signed in',
    arrange: enter,
    outcome: { kind: 'sign_in', account: { email } },
  },
  {
    name: 'a known user would be signed in, also under the other spelling of the issuer',
    arrange: async (scene) => {
      await enter(scene);
      scene.provider.announce({ issuer: `${scene.provider.issuer}/` });
      scene.provider.script({ idToken: { claims: { iss: `${scene.provider.issuer}/` } } });
      await scene.app.restart();
    },
    outcome: { kind: 'sign_in', account: { email } },
  },
  {
    name: 'a new user would be refused where sign-ins make no accounts',
    env: { OIDC_AUTO_CREATE: 'false' },
    outcome: { kind: 'refuse', code: 'sign_up_closed', account: null },
  },
  {
    name: 'a user in no group would be refused',
    env: { OIDC_ALLOWED_GROUPS: 'family' },
    claims: { groups: ['friends'] },
    arrange: ({ app }) => addPerson(app, { email }),
    outcome: { kind: 'refuse', code: 'group_required', account: { email } },
    groups: { names: ['friends'], missing: null, added: [], role: 'none' },
  },
  {
    name: 'a user whose provider sends no groups is told what to set',
    env: { OIDC_ALLOWED_GROUPS: 'family' },
    outcome: { kind: 'refuse', code: 'group_required' },
    groups: { missing: 'absent', cureCode: 'send_groups_other', cure: expect.any(String) },
  },
  {
    name: 'memberships would follow, and an administrator would be made',
    env: { OIDC_ADMIN_GROUPS: 'owners', OIDC_GROUPS_CLAIM: 'groups, roles' },
    claims: { groups: ['/kitchen', 'a,b', 'unknown'], roles: { owners: {} } },
    arrange: async (scene) => {
      await addGroups(scene.app, 'kitchen', 'garden');
      await enter(scene);
      await join(scene.app, email, { name: 'garden', source: 'oidc' });
    },
    outcome: { kind: 'sign_in' },
    groups: {
      names: ['kitchen', 'unknown', 'owners'],
      found: [
        { path: 'groups', from: 'id_token', names: ['kitchen', 'unknown'] },
        { path: 'roles', from: 'id_token', names: ['owners'] },
      ],
      dropped: ['a,b'],
      droppedCount: 1,
      added: ['kitchen'],
      removed: ['garden'],
      ignored: ['unknown', 'owners'],
      adminGroup: 'owners',
      role: 'gained',
    },
  },
  {
    name: 'all groups would be made',
    env: { OIDC_SYNC_GROUPS: 'all' },
    claims: { groups: ['new'] },
    outcome: { kind: 'create' },
    groups: { added: ['new'], ignored: [] },
  },
];

describe.each([...rows])('$name', ({ env, claims, arrange, outcome, groups }) => {
  test('is shown, and nothing is written', async () => {
    const { scene, admin } = await open(env);
    await using _ = scene;
    scene.provider.person(ada);
    await arrange?.(scene);
    scene.provider.person({ ...ada, ...claims });
    const before = await kept(scene);
    const report = await tested(scene, admin);
    expect(report).toMatchObject({
      failure: null,
      email,
      emailVerified: true,
      name: 'Ada',
      outcome,
    });
    expect(report).toMatchObject({ groups: groups ?? {} });
    expect(await kept(scene)).toEqual(before);
    const entries = await admin.ask('GET', '/audit?event=oidc.tested');
    expect(entries.body).toMatchObject({
      total: 1,
      entries: [{ actor: { email: 'root@example.com' }, details: { signIn: true } }],
    });
  });
});

describe('no secret is shown:', () => {
  test('tokens, hashes and what belongs to one sign-in are left out', async () => {
    const { scene, admin } = await open();
    await using _ = scene;
    const jwt = await scene.provider.idToken('anchor');
    const hidden = {
      sid: 'canary-1',
      _claim_sources: { src1: { endpoint: 'https://x.example', access_token: 'canary-2' } },
      deep: [{ refresh_token: 'canary-3' }],
      forwarded: jwt,
      password_hint: 'canary-4',
    };
    scene.provider.person({ ...ada, ...hidden, department: 'Engines' });
    const text = JSON.stringify(await tested(scene, admin));
    expect(text).not.toMatch(/canary|eyJ/);
    expect(text).toContain('Engines');
    expect(text).toContain('https://x.example');
    const stored = JSON.stringify(await scene.app.snapshot());
    expect(stored).not.toMatch(/canary/);
  });

  test('a claim of a megabyte is cut', async () => {
    const { scene, admin } = await open();
    await using _ = scene;
    scene.provider.person({ ...ada, story: 'x'.repeat(400_000), list: Array(9000).fill('x') });
    expect(JSON.stringify(await tested(scene, admin)).length).toBeLessThan(20_000);
  });
});

test('the claims of userinfo are shown beside those of the ID token', async () => {
  const { scene, admin } = await open();
  await using _ = scene;
  scene.provider.person({ ...ada, groups: ['family'] }, { inUserinfoOnly: true });
  const report = await tested(scene, admin);
  expect(report).toMatchObject({
    userinfo: expect.arrayContaining([{ name: 'groups', value: '["family"]' }]),
    groups: { found: [{ path: 'groups', from: 'userinfo', names: ['family'] }] },
  });
});

describe('a test that the provider does not answer well', () => {
  test('says why, and the audit log too', async () => {
    const { scene, admin } = await open();
    await using _ = scene;
    scene.provider.script({ token: { status: 401, json: { error: 'invalid_client' } } });
    expect(await tested(scene, admin)).toEqual({
      at: expect.any(String),
      failure: {
        code: 'provider_misconfigured',
        reason: expect.stringContaining('invalid_client'),
      },
      findings: [expect.objectContaining({ code: 'sign_in_failed', cureCode: 'compare_client' })],
    });
    const { body } = await admin.ask('GET', '/audit?event=oidc.tested');
    expect(body).toMatchObject({
      entries: [{ outcome: 'failure', details: { reason: 'provider_misconfigured', ok: false } }],
    });
  });

  test('that it does not begin is refused at once', async () => {
    const { scene, admin } = await open();
    await using _ = scene;
    scene.provider.script({ discovery: 'down' });
    expect(await admin.ask('POST', path, {})).toMatchObject({
      status: 502,
      body: { code: 'provider_unavailable' },
    });
  });
});

test('works before the provider is switched on', async () => {
  const { scene, admin } = await open({ OIDC_ENABLED: 'false' });
  await using _ = scene;
  expect(await tested(scene, admin)).toMatchObject({ outcome: { kind: 'create' } });
});

test('another user of the same browser can be asked for', async () => {
  const { scene, admin } = await open();
  await using _ = scene;
  expect((await begin(scene, admin)).searchParams.has('prompt')).toBe(false);
  const url = await begin(scene, admin, { prompt: 'login' });
  expect(url.searchParams.get('prompt')).toBe('login');
});
