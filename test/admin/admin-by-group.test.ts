// Administrators by a group at the OpenID provider: only in sessions that began there, and for a limited time.
import { describe, expect, test } from 'bun:test';
import type { UserTable } from '../../src/db/schema.ts';
import { isAdministrator } from '../../src/features/users/rules.ts';
import { claimsOf } from '../support/access-token.ts';
import {
  addIdentity,
  addPerson,
  addSignedIn,
  changePerson,
  password,
  startSession,
} from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator, rowOf, userPath } from './administrator.ts';

const hourMs = 3_600_000;
const byGroup = () => ({ admin_group: 'admins', admin_group_until: Date.now() + hourMs });
const email = 'grace@example.com';

test.each([
  [1, null, 'local', true],
  [1, null, null, true],
  [0, null, 'oidc', false],
  [0, 1001, 'oidc', true],
  [0, 1000, 'oidc', false],
  [0, 1001, 'local', false],
  [0, 1001, 'google', false],
  [0, 1001, null, false],
  [0, 1001, 'anywhere', true],
  [0, 1000, 'anywhere', false],
] as const)('is_admin %p until %p at %p: %p', (is_admin, until, at, expected) => {
  const user = { is_admin, admin_group_until: until };
  expect(isAdministrator(user, at, 1000)).toBe(expected);
});

/** A person whom a group makes an administrator, and a token of a session of each kind. */
async function addByGroup(app: TestApp, change: Partial<UserTable> = byGroup()) {
  const before = await addPerson(app, { email, name: 'Grace' });
  await changePerson(app, before, change);
  const user = (await rowOf(app, before)) ?? before;
  const at = async (provider: 'oidc' | 'local' | 'google') =>
    (await startSession(app, user, provider)).access_token;
  const [oidc, local, google] = [await at('oidc'), await at('local'), await at('google')];
  return { user, oidc, local, google };
}

describe('who is in a group of administrators', () => {
  test('may administer after a sign-in at the provider, and not otherwise', async () => {
    await using app = await createTestApp();
    const { oidc, local, google } = await addByGroup(app);
    const { body } = await app.post('/api/auth/api-token/regenerate', {}, oidc);
    const { apiToken } = body as { apiToken: string };
    const rows = [
      ['oidc', oidc, 200, true],
      ['local', local, 403, false],
      ['google', google, 403, false],
    ] as const;
    for (const [name, bearer, status, isAdmin] of rows) {
      const role = isAdmin ? 'Admin' : 'Basic User';
      expect([name, claimsOf(bearer)['role']]).toEqual([name, role]);
      expect([name, (await app.get('/api/admin/groups', bearer)).status]).toEqual([name, status]);
      expect((await app.get('/api/auth/me', bearer)).body).toMatchObject({ isAdmin });
      const profile = { method: 'PATCH', path: '/api/auth/profile', json: {}, bearer };
      expect((await app.send(profile)).body).toMatchObject({ isAdmin });
    }
    expect((await app.get('/api/auth/me', apiToken)).body).toMatchObject({ isAdmin: false });
    const login = await app.post('/api/auth/login', { email, password });
    expect(login.body).toMatchObject({ user: { isAdmin: false } });
  });

  test('may not any more when the time is over, at once', async () => {
    await using app = await createTestApp();
    const { user, oidc } = await addByGroup(app);
    expect((await app.get('/api/admin/groups', oidc)).status).toBe(200);
    await changePerson(app, user, { admin_group_until: Date.now() - 1 });
    expect(await app.get('/api/admin/groups', oidc)).toMatchObject({ status: 403 });
    expect((await app.get('/api/auth/me', oidc)).body).toMatchObject({ isAdmin: false });
  });

  test('changes accounts, and loses that in the middle of a request', async () => {
    await using app = await createTestApp();
    const { user, oidc } = await addByGroup(app);
    const other = await addPerson(app);
    const call = { method: 'PATCH', path: `/api/admin${userPath(other)}`, bearer: oidc };
    expect((await app.send({ ...call, json: { name: 'Ada' } })).status).toBe(200);
    const [answer] = await Promise.all([
      app.send({ ...call, json: { name: 'Other' } }),
      changePerson(app, user, { admin_group_until: 1 }),
    ]);
    expect([200, 401, 403]).toContain(answer.status);
  });

  test('is shown and counted as an administrator', async () => {
    await using app = await createTestApp({ OIDC_PROVIDER_NAME: 'Pocket ID' });
    const admin = await addAdmin(app);
    const { user } = await addByGroup(app);
    await addPerson(app, { email: 'former@example.com' });
    const former = await addPerson(app, { email: 'past@example.com' });
    await changePerson(app, former, { admin_group: 'admins', admin_group_until: 5 });
    const emails = async (query: string) => {
      const { body } = await admin.ask('GET', `/users?sort=email&${query}`);
      return (body as { users: { email: string }[] }).users.map((each) => each.email);
    };
    expect(await emails('role=admin')).toEqual([email, 'root@example.com']);
    expect(await emails('role=user')).toEqual(['former@example.com', 'past@example.com']);
    expect((await admin.ask('GET', '/stats')).body).toMatchObject({ adminUsers: 2 });
    expect((await admin.ask('GET', userPath(user))).body).toMatchObject({
      isAdmin: true,
      adminByGroup: {
        group: 'admins',
        provider: 'Pocket ID',
        until: new Date(user.admin_group_until ?? 0).toISOString(),
      },
    });
    expect((await admin.ask('GET', userPath(former))).body).toMatchObject({
      isAdmin: false,
      adminByGroup: null,
    });
  });
});

describe('the role that a group gives', () => {
  test.each([0, 1] as const)('is not taken here, with is_admin %p', async (is_admin) => {
    await using app = await createTestApp({ OIDC_PROVIDER_NAME: 'Pocket ID' });
    const admin = await addAdmin(app);
    const { user } = await addByGroup(app, { ...byGroup(), is_admin });
    const before = await app.snapshot();
    expect(await admin.ask('PATCH', userPath(user), { isAdmin: false })).toMatchObject({
      status: 409,
      body: {
        code: 'admin_by_group',
        message: 'This person is an administrator through the group "admins" at Pocket ID.',
        reason: 'admin_by_group',
        params: { group: 'admins', provider: 'Pocket ID' },
      },
    });
    expect(await app.snapshot()).toEqual(before);
  });

  test('can be given here too, and stays when the group ends', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const { user } = await addByGroup(app);
    expect(await admin.ask('PATCH', userPath(user), { isAdmin: true })).toMatchObject({
      status: 200,
    });
    expect(await rowOf(app, user)).toMatchObject({ is_admin: 1, token_version: 2 });
    await changePerson(app, user, { admin_group: null, admin_group_until: null });
    expect(await admin.ask('PATCH', userPath(user), { isAdmin: false })).toMatchObject({
      status: 200,
      body: { isAdmin: false },
    });
  });

  test.each([
    [true, null],
    [false, 'admins'],
  ])('ends with the identities in a reset: %p', async (disconnectProviders, admin_group) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const { user } = await addByGroup(app);
    await addIdentity(app, user, 'oidc');
    const path = userPath(user, '/reset-password');
    expect((await admin.ask('POST', path, { disconnectProviders })).status).toBe(200);
    expect(await rowOf(app, user)).toMatchObject({ admin_group });
  });

  test('does not keep an administrator from disabling the person', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const { user } = await addByGroup(app);
    expect(await admin.ask('PATCH', userPath(user), { status: 'disabled' })).toMatchObject({
      status: 200,
    });
  });
});

const acts: readonly (readonly [string, (admin: Administrator) => Promise<{ status: number }>])[] =
  [
    ['deleted', (admin) => admin.ask('DELETE', userPath(admin.user))],
    ['disabled', (admin) => admin.ask('PATCH', userPath(admin.user), { status: 'disabled' })],
  ];

describe('the last administrator', () => {
  test.each(acts)('may be %s while a group makes another', async (_, act) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await addByGroup(app);
    expect(await act(admin)).toMatchObject({ status: 200 });
  });

  test.each(acts)('may not be %s once the other is none any more', async (_, act) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await addByGroup(app, { admin_group: 'admins', admin_group_until: Date.now() - 1 });
    expect(await act(admin)).toMatchObject({ status: 400 });
  });

  test('by a group may not delete themselves', async () => {
    await using app = await createTestApp();
    const { user, oidc } = await addByGroup(app);
    const path = `/api/admin${userPath(user)}`;
    expect(await app.send({ method: 'DELETE', path, bearer: oidc })).toMatchObject({
      status: 400,
      body: { code: 'last_admin_deleted' },
    });
  });

  test('of two, one of each kind, who remove each other, one stays', async () => {
    await using app = await createTestApp();
    for (let round = 0; round < 3; round++) {
      const admin = await addSignedIn(app, { isAdmin: true });
      const other = await addPerson(app);
      await changePerson(app, other, byGroup());
      const { access_token: oidc } = await startSession(app, other, 'oidc');
      const answers = await Promise.all([
        app.send({
          method: 'DELETE',
          path: `/api/admin${userPath(other)}`,
          bearer: admin.access_token,
        }),
        app.send({ method: 'DELETE', path: `/api/admin${userPath(admin.user)}`, bearer: oidc }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      await app.database.write((trx) => trx.deleteFrom('users').execute());
    }
  });
});

describe('the settings of sign-in leave a way for one by group,', () => {
  test.each([
    ['not by password only', { enabled: false }, 409],
    ['by the provider', { disableInternalAuth: true }, 200],
  ] as const)('%s', async (_, change, status) => {
    await using app = await createTestApp({ OIDC_MOBILE_AUDIENCE_CHECK: 'strict' });
    const admin = await addAdmin(app);
    const { user, oidc: bearer } = await addByGroup(app);
    await addIdentity(app, user, 'oidc');
    const path = '/api/admin/settings/oidc';
    const set = { issuerUrl: 'https://oidc.example.com', clientId: 'id', clientSecret: 'secret' };
    expect((await admin.ask('PATCH', '/settings/oidc', { ...set, enabled: true })).status).toBe(
      200,
    );
    await changePerson(app, admin.user, { is_admin: 0 });
    const answer = await app.send({ method: 'PATCH', path, json: change, bearer });
    expect(answer).toMatchObject({ status });
    if (status === 409) expect(answer.body).toMatchObject({ code: 'no_way_in' });
  });
});
