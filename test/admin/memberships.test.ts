import { describe, expect, test } from 'bun:test';
import { formatId, type Id, newId } from '../../src/core/uuid.ts';
import { maxGroupsOfPerson } from '../../src/features/groups/schema.ts';
import { addGroup, addMembers } from '../support/groups.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin, readAudit, rowOf, unknownIds, userPath } from './administrator.ts';

async function addGroups(app: TestApp, names: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push(formatId(await addGroup(app, name)));
  return ids;
}

test('an administrator gives a person groups, and takes them away', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { user, access_token: bearer } = await addSignedIn(app);
  const [family = '', media = '', games = ''] = await addGroups(app, ['family', 'media', 'games']);
  const put = (groups: readonly string[]) =>
    admin.ask('PUT', userPath(user, '/groups'), { groups });
  const names = async () => (await app.get('/api/auth/me', bearer)).body;
  expect(await put([media, family, media, family.toUpperCase()])).toMatchObject({
    status: 200,
    body: { id: formatId(user.id), groups: ['family', 'media'] },
  });
  expect(await names()).toMatchObject({ groups: ['family', 'media'] });
  expect(await put([games, family])).toMatchObject({ body: { groups: ['family', 'games'] } });
  expect(await put([family, games])).toMatchObject({ body: { groups: ['family', 'games'] } });
  expect(await put([])).toMatchObject({ body: { groups: [] } });
  expect(await names()).toMatchObject({ groups: [] });
  const { entries } = await readAudit(app, admin, '?event=user.groups_changed');
  expect(entries.map(({ details }) => details)).toEqual([
    { removed: 'family, games' },
    { added: 'games', removed: 'media' },
    { added: 'family, media' },
  ]);
  expect(entries[0]).toMatchObject({
    actor: { email: 'root@example.com' },
    target: { email: user.email },
  });
  expect(app.lines.join('\n')).toContain("A user's groups changed");
  // Tokens only hint at groups, so a change revokes none.
  expect((await rowOf(app, user))?.token_version).toBe(1);
});

test('what the provider gave stays', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app);
  const family = await addGroup(app, 'family');
  const media = await addGroup(app, 'media', 'oidc');
  await addMembers(app, family, [user], 'oidc');
  await addMembers(app, media, [user], 'oidc');
  const put = (groups: readonly Id[]) =>
    admin.ask('PUT', userPath(user, '/groups'), { groups: groups.map(formatId) });
  expect(await put([family])).toMatchObject({ body: { groups: ['family', 'media'] } });
  const page = async () => (await admin.ask('GET', userPath(user))).body;
  expect(await page()).toMatchObject({
    groups: ['family', 'media'],
    memberships: expect.arrayContaining([
      { id: formatId(family), name: 'family', source: 'local' },
      { id: formatId(family), name: 'family', source: 'oidc' },
      { id: formatId(media), name: 'media', source: 'oidc' },
    ]),
  });
  expect(await put([])).toMatchObject({ body: { groups: ['family', 'media'] } });
  expect(await page()).toMatchObject({ memberships: [{ source: 'oidc' }, { source: 'oidc' }] });
});

const ofPerson = asAdmin(async (app) => {
  const user = await addPerson(app);
  return { path: `/api/admin${userPath(user, '/groups')}` };
});

scenarios('memberships are refused', [
  ...[...unknownIds, ''].map((id): Scenario => ({
    name: `in a group that is not there: ${JSON.stringify(id)}`,
    request: 'PUT /api/admin/users/{id}/groups',
    arrange: ofPerson,
    json: { groups: [id] },
    status: 404,
    code: 'group_not_found',
  })),
  ...unknownIds.map((id): Scenario => ({
    name: `of a person who is not there: ${id}`,
    request: `PUT /api/admin/users/${id}/groups`,
    arrange: asAdmin(),
    json: { groups: [] },
    status: 404,
    code: 'user_not_found',
  })),
  {
    name: 'in more groups than a person may have',
    request: 'PUT /api/admin/users/{id}/groups',
    arrange: ofPerson,
    json: { groups: Array.from({ length: maxGroupsOfPerson + 1 }, () => formatId(newId())) },
    status: 400,
    code: 'validation_failed',
    message: 'groups must have at most 200 entries',
  },
  ...[{}, { groups: null }, { groups: 'family' }, { groups: [1] }].map((json): Scenario => ({
    name: `as ${JSON.stringify(json)}`,
    request: 'PUT /api/admin/users/{id}/groups',
    arrange: ofPerson,
    json,
    status: 400,
    code: 'validation_failed',
    message: expect.any(String),
  })),
]);

test('ten thousand groups are more than a request may hold', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app);
  const groups = Array.from({ length: 10_000 }, () => formatId(newId()));
  const answer = await admin.ask('PUT', userPath(user, '/groups'), { groups });
  expect(answer.status).toBe(413);
  expect(await app.database.read.selectFrom('group_members').selectAll().execute()).toEqual([]);
});

describe('at the same moment', () => {
  test('two administrators change the same person: one of the two results stands', async () => {
    await using app = await createTestApp();
    const admins = [await addAdmin(app), await addAdmin(app, 'second@example.com')];
    const user = await addPerson(app);
    const [a = '', b = '', c = ''] = await addGroups(app, ['a', 'b', 'c']);
    const wishes = [
      [a, b],
      [b, c],
    ];
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        admins.map((admin, index) =>
          admin.ask('PUT', userPath(user, '/groups'), { groups: wishes[index] }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const names = answers.map(({ body }) => (body as { groups: string[] }).groups.join());
      expect(names).toEqual(['a,b', 'b,c']);
      const { body } = await admins[0]!.ask('GET', userPath(user));
      expect(names).toContain((body as { groups: string[] }).groups.join());
    }
  });

  test('a group is given and deleted: no user is in a group that is gone', async () => {
    await using app = await createTestApp();
    const admins = [await addAdmin(app), await addAdmin(app, 'second@example.com')] as const;
    const user = await addPerson(app);
    for (let round = 0; round < 5; round++) {
      const id = formatId(await addGroup(app, `group ${round}`));
      const [given, deleted] = await Promise.all([
        admins[0].ask('PUT', userPath(user, '/groups'), { groups: [id] }),
        admins[1].ask('DELETE', `/groups/${id}`),
      ]);
      expect(deleted.status).toBe(200);
      expect([200, 404]).toContain(given.status);
      expect(await app.database.read.selectFrom('group_members').selectAll().execute()).toEqual([]);
    }
  });
});
