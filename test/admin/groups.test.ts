import { describe, expect, test } from 'bun:test';
import { formatId, newId } from '../../src/core/uuid.ts';
import { maxGroups } from '../../src/features/groups/schema.ts';
import { addGroup, addMembers } from '../support/groups.ts';
import { addPerson } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin, readAudit, unknownIds } from './administrator.ts';

const path = '/api/admin/groups';
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

/** Arranges a group, whose path is asked for. */
const withGroup = (name: string, source: 'local' | 'oidc' = 'local') =>
  asAdmin(async (app) => ({ path: `${path}/${formatId(await addGroup(app, name, source))}` }));

const events = async (app: TestApp) => {
  const rows = await app.database.read
    .selectFrom('audit_log')
    .select(['event', 'details', 'target_id'])
    .where('event', 'like', '%group%')
    .execute();
  return rows.map(({ event, details, target_id: target }) => ({
    event,
    details: JSON.parse(details ?? 'null'),
    target,
  }));
};

scenarios('an administrator makes a group', [
  {
    name: 'with a description',
    request: `POST ${path}`,
    arrange: asAdmin(),
    json: { name: ' family ', description: ' All of us ' },
    status: 201,
    answer: { id: uuid, name: 'family', description: 'All of us', members: 0, source: 'local' },
    after: async (app) => {
      const details = { group: 'family' };
      expect(await events(app)).toEqual([{ event: 'group.created', details, target: null }]);
      expect(app.lines.join('\n')).toContain('An administrator made a group');
    },
  },
  ...[undefined, null, '', '  '].map((description): Scenario => ({
    name: `without a description, as ${JSON.stringify(description)}`,
    request: `POST ${path}`,
    arrange: asAdmin(),
    json: { name: 'family', description },
    status: 201,
    answer: { id: uuid, name: 'family', description: null, members: 0, source: 'local' },
  })),
  ...(
    [
      ['family', 'family', 'local'],
      ['in other case', 'FAMILY', 'local'],
      ['of the provider', 'family', 'oidc'],
      ['of the provider in other case', 'Family', 'oidc'],
      ['with an invisible letter', 'fam\u200Bily', 'local'],
    ] as const
  ).map(([name, given, source]): Scenario => ({
    name: `but not a second one ${name}`,
    request: `POST ${path}`,
    arrange: asAdmin(async (app) => void (await addGroup(app, 'family', source))),
    json: { name: given },
    status: 409,
    code: 'group_exists',
  })),
  ...['admins', 'Admins', ' ADMINS ', 'a,b', 'a\tb', '', ' ', 'x'.repeat(101)].map(
    (name): Scenario => ({
      name: `but not ${JSON.stringify(name).slice(0, 20)}`,
      request: `POST ${path}`,
      arrange: asAdmin(),
      json: { name },
      status: 400,
      code: 'validation_failed',
      message: expect.stringMatching(/^name /),
    }),
  ),
]);

function manyGroups(count: number, source: 'local' | 'oidc') {
  return Array.from({ length: count }, (_, index) => {
    const name = `${source} ${index}`;
    return { id: newId(), name, description: null, source, created_at: 0, updated_at: 0 };
  });
}

test('no more groups than the limit are made, and those of the provider do not count', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  await app.database.write(async (trx) => {
    await trx
      .insertInto('groups')
      .values(manyGroups(maxGroups - 1, 'local'))
      .execute();
    await trx.insertInto('groups').values(manyGroups(50, 'oidc')).execute();
  });
  expect(await admin.ask('POST', '/groups', { name: 'last' })).toMatchObject({ status: 201 });
  expect(await admin.ask('POST', '/groups', { name: 'one more' })).toMatchObject({
    status: 409,
    body: { code: 'too_many_groups' },
  });
  expect((await admin.ask('GET', '/groups')).body).toHaveLength(maxGroups + 50);
});

scenarios('an administrator changes a group', [
  {
    name: 'by another name',
    request: `PATCH ${path}/{id}`,
    arrange: withGroup('family'),
    json: { name: 'household' },
    status: 200,
    answer: { id: uuid, name: 'household', description: null, members: 0, source: 'local' },
    after: async (app) => {
      const details = { group: 'household', formerName: 'family' };
      expect(await events(app)).toEqual([{ event: 'group.updated', details, target: null }]);
    },
  },
  {
    name: 'by the case of its own name',
    request: `PATCH ${path}/{id}`,
    arrange: withGroup('family'),
    json: { name: 'Family' },
    status: 200,
    answer: { id: uuid, name: 'Family', description: null, members: 0, source: 'local' },
  },
  {
    name: 'by a description',
    request: `PATCH ${path}/{id}`,
    arrange: withGroup('family', 'oidc'),
    json: { name: 'family', description: 'All of us' },
    status: 200,
    answer: { id: uuid, name: 'family', description: 'All of us', members: 0, source: 'oidc' },
    after: async (app) => {
      const details = { group: 'family' };
      expect(await events(app)).toEqual([{ event: 'group.updated', details, target: null }]);
    },
  },
  ...[{}, { name: null, description: null }, { name: 'family' }].map((json): Scenario => ({
    name: `not at all with ${JSON.stringify(json)}`,
    request: `PATCH ${path}/{id}`,
    arrange: withGroup('family'),
    json,
    status: 200,
    answer: { id: uuid, name: 'family', description: null, members: 0, source: 'local' },
    after: async (app) => expect(await events(app)).toEqual([]),
  })),
  {
    name: 'but not to the name of another',
    request: `PATCH ${path}/{id}`,
    arrange: asAdmin(async (app) => {
      await addGroup(app, 'Media');
      return { path: `${path}/${formatId(await addGroup(app, 'family'))}` };
    }),
    json: { name: 'media' },
    status: 409,
    code: 'group_exists',
  },
  {
    name: 'but not the name that the provider gave',
    request: `PATCH ${path}/{id}`,
    arrange: withGroup('family', 'oidc'),
    json: { name: 'household' },
    status: 409,
    code: 'group_of_provider',
  },
  {
    name: 'but not to a reserved name',
    request: `PATCH ${path}/{id}`,
    arrange: withGroup('family'),
    json: { name: 'Admins' },
    status: 400,
    code: 'validation_failed',
    message: 'name is reserved for groups of the identity provider',
  },
  ...(['PATCH', 'DELETE'] as const).flatMap((method) =>
    unknownIds.map((id): Scenario => ({
      name: `but not one that is not there: ${method} ${id}`,
      request: `${method} ${path}/${id}`,
      arrange: asAdmin(),
      json: {},
      status: 404,
      code: 'group_not_found',
    })),
  ),
]);

test('a deleted group is gone from its members, who stay signed in', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const family = await addGroup(app, 'family');
  const person = await addPerson(app);
  await addMembers(app, family, [admin.user, person]);
  await addMembers(app, family, [person], 'oidc');
  expect((await admin.ask('GET', '/groups')).body).toMatchObject([{ name: 'family', members: 2 }]);
  expect(await admin.ask('DELETE', `/groups/${formatId(family)}`)).toMatchObject({
    status: 200,
    body: { message: 'Group deleted successfully' },
  });
  expect(await app.get('/api/auth/me', admin.access_token)).toMatchObject({
    status: 200,
    body: { groups: [] },
  });
  const [entry] = (await readAudit(app, admin, '?event=group.deleted')).entries;
  expect(entry).toMatchObject({ details: { group: 'family', members: 2 } });
});

function statusesOf(answers: readonly { readonly status: number }[]): readonly number[] {
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}

describe('at the same moment', () => {
  test.each([
    ['the same name', 'family', 'family'],
    ['a name in other case', 'family', 'FAMILY'],
  ])('%s is given once', async (_, one, other) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const answers = await Promise.all(
      [one, other, one, other].map((name) => admin.ask('POST', '/groups', { name })),
    );
    expect(statusesOf(answers)).toEqual([201, 409, 409, 409]);
    expect((await admin.ask('GET', '/groups')).body).toHaveLength(1);
  });

  test('two groups do not take the same new name', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const ids = [await addGroup(app, 'a'), await addGroup(app, 'b')].map(formatId);
    const answers = await Promise.all(
      ids.map((id) => admin.ask('PATCH', `/groups/${id}`, { name: 'c' })),
    );
    expect(statusesOf(answers)).toEqual([200, 409]);
  });
});
