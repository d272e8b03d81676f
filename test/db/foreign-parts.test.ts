// A database that holds more than data acts by itself: no start and no restore takes one.
import { Database as SqliteDatabase } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/sqlite/open.ts';
import objects from '../../src/db/sqlite/schema-objects.json';
import { schemaObjects } from '../../scripts/schema-objects.ts';
import { migrate, migrationNames } from '../../src/db/migrate.ts';
import { contents } from '../support/refused-start.ts';
import { createSqliteDatabase, temporaryDirectory } from '../support/test-database.ts';

test('what is expected is what the migrations make: else bun scripts/schema-objects.ts', async () => {
  expect(objects).toEqual((await schemaObjects()) as typeof objects);
});

/** A database that a server has put away, with something done to it. */
async function changed(...statements: readonly string[]) {
  const directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  await using it = await createSqliteDatabase();
  using connection = new SqliteDatabase(it.file);
  connection.run('vacuum into ?', [file]);
  using copy = new SqliteDatabase(file);
  for (const statement of statements) copy.run(statement);
  return { ...directory, file };
}

const intruders: readonly (readonly [part: string, ...statements: string[]])[] = [
  [
    'trigger "helper"',
    'create trigger helper after insert on users begin update users set is_admin = 1; end',
  ],
  ['view "people"', 'create view people as select * from users'],
  ['virtual table "words"', 'create virtual table words using fts5(text)'],
  ['table "notes"', 'create table notes (text)'],
  ['index "by_value"', 'create index by_value on users (lower(name))'],
  ['index "some"', 'create index some on users (name) where is_admin = 0'],
  ['unique index "only"', 'create unique index only on settings (value)'],
  ['table "users_status"', 'drop index users_status', 'create table users_status (status text)'],
  [
    'trigger "audit_log_at"',
    'drop index audit_log_at',
    'create trigger audit_log_at after insert on users begin select 1; end',
  ],
  [
    'view "kysely_migration"',
    'drop table kysely_migration',
    `create view kysely_migration as
      with recursive n(name) as (select 'x' union all select name from n) select name from n`,
  ],
];

describe('a database is refused, and not touched, with', () => {
  test.each([...intruders])('a foreign %s', async (part, ...statements) => {
    using it = await changed(...statements);
    const before = contents(it.path);
    expect(() => openDatabase(it.file)).toThrow(
      `The database ${it.file} holds what anchor-auth has never made: ${part}`,
    );
    expect(contents(it.path)).toEqual(before);
  });
});

test('a database is refused whose own table follows other rules', async () => {
  using it = await changed();
  const bytes = readFileSync(it.file);
  bytes.write('on delete cascade ', bytes.indexOf('on delete set null)'));
  writeFileSync(it.file, bytes);
  expect(() => openDatabase(it.file)).toThrow('has never made: table "');
});

describe('a database is taken with', () => {
  test.each([
    ['statistics for the planner', 'analyze'],
    [
      'an index of columns that an operator added',
      'create index by_name on users (name, "status")',
    ],
    ['the tables of Litestream', 'create table _litestream_lock (id INTEGER)'],
  ])('%s', async (_, statement) => {
    using it = await changed(statement);
    await openDatabase(it.file).close();
  });

  test.each([...migrationNames])('the schema after step %s', async (step) => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'anchor.db');
    const first = openDatabase(file);
    await migrate(first.migrations, step);
    await first.close();
    const second = openDatabase(file);
    await migrate(second.migrations);
    await second.close();
    await openDatabase(file).close();
  });
});
