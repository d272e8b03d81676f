// Administrators by a group at the OpenID provider: who becomes one, for how long, and who is the last.
import { describe, expect, test } from 'bun:test';
import { auditOf } from '../support/audit-lines.ts';
import { accountOf, enter, mustEnter } from '../support/claimed-groups.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { lastingRows, openScene, type Scene } from '../support/oidc-scene.ts';
import { addPerson, changePerson } from '../support/people.ts';
import type { Env } from '../support/test-app.ts';

restoreClockAfterEach();

const email = 'ada@example.com';
const ada = { sub: 'person-1', email, email_verified: true, name: 'Ada', picture: 'x' };
const env: Env = { OIDC_ADMIN_GROUPS: 'admins, owners', OIDC_PROVIDER_NAME: 'Home ID' };
const hour = 60 * 60 * 1000;
const none = { is_admin: 0, admin_group: null, admin_group_until: null } as const;

const addRoot = ({ app }: Scene) => addPerson(app, { email: 'root@example.com', isAdmin: true });

function say({ provider }: Scene, ...groups: readonly string[]): void {
  provider.person({ ...ada, groups });
}

/** A sign-in by a group for administrators. */
async function enterAsAdmin(scene: Scene) {
  say(scene, 'owners', 'family');
  return mustEnter(scene);
}

const stats = ({ app }: Scene, bearer: string) => app.get('/api/admin/stats', bearer);

test('a member is an administrator for 24 hours after each sign-in there', async () => {
  await using scene = await openScene({ env });
  await addRoot(scene);
  stopClock();
  const { access_token, user } = await enterAsAdmin(scene);
  expect(user.isAdmin).toBe(true);
  expect((await stats(scene, access_token)).status).toBe(200);
  const account = await accountOf(scene.app, email);
  const until = Date.now() + 24 * hour;
  expect(account).toMatchObject({ is_admin: 0, admin_group: 'owners', admin_group_until: until });
  advance(2, 'h');
  await enterAsAdmin(scene);
  expect(await accountOf(scene.app, email)).toEqual({
    ...account,
    admin_group_until: until + 2 * hour,
  });
  expect((await auditOf(scene.app)).filter((line) => line.includes('groups_changed'))).toEqual([
    'user.groups_changed success {"provider":"oidc","isAdmin":true,"group":"owners"}',
  ]);
});

test('OIDC_SESSION_TTL decides how long instead', async () => {
  await using scene = await openScene({ env: { ...env, OIDC_SESSION_TTL: '1h' } });
  await addRoot(scene);
  stopClock();
  await enterAsAdmin(scene);
  const { admin_group_until } = await accountOf(scene.app, email);
  expect(admin_group_until).toBe(Date.now() + hour);
});

test.each(['Owners', 'owners,', 'admin', 'a,owners'])('%p is no group for it', async (name) => {
  await using scene = await openScene({ env });
  await addRoot(scene);
  say(scene, name);
  expect((await mustEnter(scene)).user.isAdmin).toBe(false);
});

test('who left the group loses the role, and with it every access token', async () => {
  await using scene = await openScene({ env });
  await addRoot(scene);
  const earlier = await enterAsAdmin(scene);
  const { token_version } = await accountOf(scene.app, email);
  say(scene, 'family');
  const { user, access_token } = await mustEnter(scene);
  expect(user.isAdmin).toBe(false);
  expect(await accountOf(scene.app, email)).toMatchObject({
    ...none,
    token_version: token_version + 1,
  });
  expect((await stats(scene, earlier.access_token)).status).toBe(401);
  expect((await stats(scene, access_token)).status).toBe(403);
  expect(await auditOf(scene.app)).toContain(
    'user.groups_changed success {"provider":"oidc","isAdmin":false}',
  );
});

test('who is appointed here too leaves the group as an administrator, whose tokens stay', async () => {
  await using scene = await openScene({ env });
  await addRoot(scene);
  const { access_token } = await enterAsAdmin(scene);
  await changePerson(scene.app, await accountOf(scene.app, email), { is_admin: 1 });
  say(scene, 'family');
  expect((await mustEnter(scene)).user.isAdmin).toBe(true);
  expect(await accountOf(scene.app, email)).toMatchObject({ ...none, is_admin: 1 });
  expect((await stats(scene, access_token)).status).toBe(200);
  expect((await auditOf(scene.app)).join('\n')).not.toContain('"isAdmin":false');
});

test('a provider that sends no groups any more is named in the audit log', async () => {
  await using scene = await openScene({ env });
  await addRoot(scene);
  await enterAsAdmin(scene);
  scene.provider.person(ada);
  expect((await mustEnter(scene)).user.isAdmin).toBe(false);
  expect(await auditOf(scene.app)).toContain(
    'user.groups_changed success {"provider":"oidc","isAdmin":false,"groups":"absent","claims":"groups","cure":"send_groups_other"}',
  );
  expect(scene.app.lines.join('\n')).toContain('the provider sent no \\"groups\\" claim');
});

test('the setting is emptied: the role ends with the next sign-in', async () => {
  await using scene = await openScene({ env: {} });
  await addRoot(scene);
  const { oidcOptions } = scene.app.services.connections;
  await scene.app.database.write((trx) => oidcOptions.adminGroups.set(trx, ['owners'], null));
  expect((await enterAsAdmin(scene)).user.isAdmin).toBe(true);
  await scene.app.database.write((trx) => oidcOptions.adminGroups.clear(trx));
  expect((await enterAsAdmin(scene)).user.isAdmin).toBe(false);
});

/** The only administrator, by a group, who has left it. */
async function alone(change: object = {}) {
  const scene = await openScene({ env });
  const root = await addRoot(scene);
  await enterAsAdmin(scene);
  await changePerson(scene.app, root, { is_admin: 0, ...change });
  say(scene, 'family');
  return scene;
}

describe('the last active administrator', () => {
  test('keeps the role, which the audit log tells', async () => {
    await using scene = await alone();
    const before = await accountOf(scene.app, email);
    const { user, access_token } = await mustEnter(scene);
    expect(user.isAdmin).toBe(true);
    const { token_version, admin_group } = await accountOf(scene.app, email);
    expect({ token_version, admin_group }).toEqual({
      token_version: before.token_version,
      admin_group: 'owners',
    });
    expect((await stats(scene, access_token)).status).toBe(200);
    expect(await auditOf(scene.app)).toContain(
      'user.demotion_withheld success {"provider":"oidc","group":"owners"}',
    );
    const warned = scene.app.lines.filter((line) => line.includes('"level":"warn"'));
    expect(warned.join('\n')).toContain('The last administrator left the group');
  });

  test('is one also beside an administrator who is disabled', async () => {
    await using scene = await alone({ is_admin: 1, status: 'disabled' });
    expect((await mustEnter(scene)).user.isAdmin).toBe(true);
  });

  test('is not one whose role had ended before', async () => {
    await using scene = await alone();
    const { id } = await accountOf(scene.app, email);
    await changePerson(scene.app, { id }, { admin_group_until: Date.now() - 1 });
    expect((await mustEnter(scene)).user.isAdmin).toBe(false);
    expect(await accountOf(scene.app, email)).toMatchObject(none);
  });
});

test('the role of the only administrator is not kept for another person who gets the account', async () => {
  await using scene = await openScene({ env });
  const root = await addRoot(scene);
  await changePerson(scene.app, root, { is_admin: 0 });
  const account = await addPerson(scene.app, { email });
  const until = Date.now() + hour;
  const role = { is_proven: 0, admin_group: 'owners', admin_group_until: until } as const;
  await changePerson(scene.app, account, role);
  say(scene, 'family');
  expect((await mustEnter(scene)).user.isAdmin).toBe(false);
  expect(await accountOf(scene.app, email)).toMatchObject({ ...none, id: account.id });
});

test('of two last administrators who leave the group at once, one keeps the role', async () => {
  for (let round = 0; round < 5; round++) {
    await using scene = await openScene({ env });
    const { app, provider } = scene;
    const root = await addRoot(scene);
    const people = [1, 2].map((number) => {
      return Object.assign({}, ada, { sub: `person-${number}`, email: `p${number}@example.com` });
    });
    const browsers = [scene.browser, scene.anotherBrowser()];
    for (const [index, person] of people.entries()) {
      provider.person({ ...person, groups: ['admins'] });
      await mustEnter({ app, browser: browsers[index] ?? scene.browser });
    }
    await changePerson(app, root, { is_admin: 0 });
    const tokens = await idTokensOf(scene, people);
    await Promise.all(
      tokens.map((id_token) => app.post('/api/auth/oidc/exchange/mobile', { id_token })),
    );
    const admins = await app.database.read
      .selectFrom('users')
      .select('email')
      .where('admin_group', 'is not', null)
      .execute();
    expect(admins).toHaveLength(1);
    const withheld = (await auditOf(app)).filter((line) => line.startsWith('user.demotion'));
    expect(withheld).toHaveLength(1);
  }
});

async function idTokensOf({ provider }: Scene, people: readonly (typeof ada)[]) {
  const tokens: string[] = [];
  for (const person of people) {
    provider.person({ ...person, groups: [] });
    tokens.push(await provider.idToken('anchor'));
  }
  return tokens;
}

describe('the first user of all', () => {
  test('is an administrator by the group alone', async () => {
    await using scene = await openScene({ env });
    expect((await enterAsAdmin(scene)).user.isAdmin).toBe(true);
    expect(await accountOf(scene.app, email)).toMatchObject({ is_admin: 0, admin_group: 'owners' });
  });

  test('is refused without the group, until there is an administrator', async () => {
    await using scene = await openScene({ env });
    const before = await lastingRows(scene.app);
    say(scene, 'family');
    expect(await enter(scene)).toBe('group_required');
    expect(await lastingRows(scene.app)).toEqual(before);
    await addRoot(scene);
    expect((await mustEnter(scene)).user.isAdmin).toBe(false);
  });

  test('is an administrator as ever where no group is set', async () => {
    await using scene = await openScene({ env: { OIDC_SYNC_GROUPS: 'all' } });
    await enterAsAdmin(scene);
    expect(await accountOf(scene.app, email)).toMatchObject({ is_admin: 1, admin_group: null });
  });
});
