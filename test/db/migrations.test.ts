import { expect, test } from 'bun:test';
import { CompiledQuery, type Kysely } from 'kysely';
import { StartupError } from '../../src/core/startup-error.ts';
import { migrate, needsMigration } from '../../src/db/migrate.ts';
import type { Schema } from '../../src/db/schema.ts';
import { readModel } from '../../src/db/table-model.ts';
import { snapshotOver } from '../support/database-snapshot.ts';
import { createBareDatabase, createTestDatabase, usesPostgres } from '../support/test-storage.ts';

async function tables(db: Kysely<Schema>): Promise<readonly string[]> {
  const found = await db.introspection.getTables();
  return found.map((table) => table.name).toSorted();
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Which tables these are is held by table-model.test.ts. */
const schemaTables = (await readModel()).map(({ name }) => name);

test('an empty database gets every table, once', async () => {
  await using it = await createBareDatabase();
  expect(await needsMigration(it.database.migrations)).toBe(true);
  expect(await migrate(it.database.migrations)).toContain('001-accounts');
  expect(await tables(it.database.read)).toEqual(expect.arrayContaining(schemaTables));
  expect(await needsMigration(it.database.migrations)).toBe(false);
  expect(await migrate(it.database.migrations)).toEqual([]);
});

test('a step that fails half-way leaves nothing of itself behind', async () => {
  await using it = await createBareDatabase();
  // The last table of the first step is in the way.
  await it.database.migrations.schema.createTable('audit_log').addColumn('x', 'text').execute();
  const before = await snapshotOver(it.database.read);
  const failure = await failureOf(migrate(it.database.migrations));
  expect(failure).toBeInstanceOf(StartupError);
  expect(failure).toMatchObject({
    message: 'The database could not be brought up to date',
    cure: expect.stringContaining('nothing was changed'),
  });
  expect(await tables(it.database.migrations)).toEqual(['audit_log']);
  expect(await needsMigration(it.database.migrations)).toBe(true);
  expect(await snapshotOver(it.database.read)).toMatchObject(before);
  await it.database.migrations.schema.dropTable('audit_log').execute();
  await migrate(it.database.migrations);
  expect(await tables(it.database.migrations)).toEqual(expect.arrayContaining(schemaTables));
});

test('a database of a newer version is refused by name and left as it is', async () => {
  await using it = await createTestDatabase();
  await it.database.migrations.executeQuery(
    CompiledQuery.raw(`insert into kysely_migration values ('999-tomorrow', '2030-01-01')`),
  );
  const before = await snapshotOver(it.database.read);
  const failure = await failureOf(migrate(it.database.migrations));
  expect(failure).toBeInstanceOf(StartupError);
  expect(failure).toMatchObject({
    message: 'The database was written by a newer version of anchor-auth (it has 999-tomorrow)',
  });
  expect(await snapshotOver(it.database.read)).toEqual(before);
});

/** A literal of one byte. */
const bytes = (hex: string) => (usesPostgres ? `decode('${hex}', 'hex')` : `x'${hex}'`);

const nonsense: readonly (readonly [string, string])[] = [
  ['an unknown status', `update users set status = 'king'`],
  ['a flag that is neither yes nor no', 'update users set is_admin = 2'],
  ['an account without an address', 'update users set email_key = null'],
  [
    'a second account with the same address',
    `insert into users select ${bytes('02')}, email, email_key, name, null, 0, 'active', 1, 0, null, 1, 1, 0, 0, null, '', null, null, null, null, null, null, 0 from users`,
  ],
  [
    'a session without a user',
    `insert into sessions values (${bytes('01')}, ${bytes('09')}, 'local', ${bytes('00')}, 0, null, null, null, 0, 0, null, null, null, null, 0, null, null, null, null, null, null)`,
  ],
];

const groups = `insert into groups values
  (${bytes('0a')}, 'family', null, 'local', 0, 0), (${bytes('0b')}, 'Family', null, 'oidc', 0, 0)`;

const nonsenseOfGroups: readonly (readonly [string, string])[] = [
  ['a second group of the same name', `update groups set name = 'family'`],
  ['a group without a name', 'update groups set name = null'],
  [
    'a member without an account',
    `insert into group_members values (${bytes('0a')}, ${bytes('09')}, 'local', 0)`,
  ],
  [
    'a member of nothing',
    `insert into group_members values (${bytes('09')}, ${bytes('01')}, 'local', 0)`,
  ],
  [
    'the same membership twice',
    `insert into group_members values (${bytes('0a')}, ${bytes('01')}, 'local', 1)`,
  ],
];

const person = `insert into users values (${bytes('01')}, 'a@b.c', 'a@b.c', 'A', null, 0, 'active', 1, 0, null, 1, 1, 0, 0, null, '', null, null, null, null, null, null, 0)`;

const membership = (source: string) =>
  `insert into group_members values (${bytes('0a')}, ${bytes('01')}, '${source}', 0)`;

test.each(nonsenseOfGroups)('the database itself refuses %s', async (_, statement) => {
  await using it = await createTestDatabase();
  const run = (text: string) => it.database.migrations.executeQuery(CompiledQuery.raw(text));
  for (const each of [person, groups, membership('local'), membership('oidc')]) await run(each);
  const failure = await failureOf(run(statement));
  expect(String((failure as { code?: unknown }).code)).toMatch(/^(?:SQLITE_CONSTRAINT|23)/);
});

test.each([['groups'], ['users']])('memberships end with their row of %s', async (table) => {
  await using it = await createTestDatabase();
  const { migrations } = it.database;
  const run = (text: string) => migrations.executeQuery(CompiledQuery.raw(text));
  for (const each of [person, groups, membership('local'), membership('oidc')]) await run(each);
  await run(`delete from ${table}`);
  const left = await migrations.selectFrom('group_members').selectAll().execute();
  expect(left).toEqual([]);
});

test.each(nonsense)('the database itself refuses %s', async (_, statement) => {
  await using it = await createTestDatabase();
  await it.database.migrations.executeQuery(CompiledQuery.raw(person));
  const failure = await failureOf(
    it.database.migrations.executeQuery(CompiledQuery.raw(statement)),
  );
  // PostgreSQL: class 23 is an integrity constraint violation.
  expect(String((failure as { code?: unknown }).code)).toMatch(/^(?:SQLITE_CONSTRAINT|23)/);
});
