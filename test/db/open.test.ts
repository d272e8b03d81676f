import { Database as SqliteDatabase } from 'bun:sqlite';
import { describe, expect, spyOn, test } from 'bun:test';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompiledQuery, type Kysely } from 'kysely';
import { StartupError } from '../../src/core/startup-error.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/sqlite/open.ts';
import type { Schema } from '../../src/db/schema.ts';
import { createSqliteDatabase, temporaryDirectory } from '../support/test-database.ts';

async function pragma(db: Kysely<Schema>, name: string): Promise<unknown> {
  const { rows } = await db.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`pragma ${name}`),
  );
  return Object.values(rows[0] ?? {})[0];
}

const settings: readonly (readonly [string, unknown])[] = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['trusted_schema', 0],
  ['temp_store', 2],
];

describe.each(['read', 'migrations'] as const)('the connection for %s', (connection) => {
  test.each(settings)('has %s = %s', async (name, expected) => {
    await using it = await createSqliteDatabase();
    expect(await pragma(it.database[connection], name)).toBe(expected);
  });
});

// The writer's waiting is done outside SQLite, where it does not stop everybody else.
test.each([
  ['read', 5000],
  ['migrations', 0],
] as const)('SQLite makes the connection for %s wait for a lock %d ms', async (name, expected) => {
  await using it = await createSqliteDatabase();
  expect(await pragma(it.database[name], 'busy_timeout')).toBe(expected);
});

test('a reader sees the last commit during a write', async () => {
  await using it = await createSqliteDatabase();
  const seen = await it.database.write(async (trx) => {
    await trx
      .insertInto('settings')
      .values({ key: 'a', value: 'a', is_encrypted: 0, updated_at: 0, updated_by: null })
      .execute();
    return it.database.read.selectFrom('settings').selectAll().execute();
  });
  expect(seen).toEqual([]);
});

test('what belongs to a person goes with them; what was written down about them stays', async () => {
  await using it = await createSqliteDatabase();
  const run = (text: string) => it.database.migrations.executeQuery(CompiledQuery.raw(text));
  await run(
    `insert into users values (x'01', 'a@b.c', 'a@b.c', 'A', null, 0, 'active', 1, 0, null, 1, 1, 0, 0, null, '', null, null, null, null, null, null, 0)`,
  );
  await run(
    `insert into sessions values (x'02', x'01', 'local', x'00', 0, null, null, null, 0, 0, null, null, null, null, 0, null, null, null, null, null, null)`,
  );
  await run(`insert into identities values (x'03', x'01', 'oidc', 'i', 's', null, 0, 0, 0, 0)`);
  await run(`insert into api_tokens values (x'01', x'04', x'05', 0, null, null)`);
  await run(
    `insert into named_tokens values (x'08', x'01', 'A', 'a', 'me', x'09', 'ak_', 0, null, null, null, null)`,
  );
  await run(
    `insert into exchange_codes values (x'06', x'01', 'oidc', null, null, x'02', 0, 0, null, null, null, null, null)`,
  );
  await run(`insert into groups values (x'08', 'g', null, 'local', 0, 0)`);
  await run(`insert into group_members values (x'08', x'01', 'local', 0)`);
  await run(`insert into settings values ('k', 'v', 0, 0, x'01')`);
  await run(
    `insert into audit_log values (x'07', 0, 'user.registered', 'success', x'01', 'a@b.c', x'01', 'a@b.c', null, null, null)`,
  );
  await run(`delete from users`);
  const left: Record<string, number> = {};
  for (const table of [
    'sessions',
    'identities',
    'api_tokens',
    'named_tokens',
    'exchange_codes',
    'groups',
    'group_members',
    'settings',
    'audit_log',
  ] as const) {
    const rows = await it.database.read.selectFrom(table).selectAll().execute();
    left[table] = rows.length;
  }
  expect(left).toEqual({
    sessions: 0,
    identities: 0,
    api_tokens: 0,
    named_tokens: 0,
    exchange_codes: 0,
    groups: 1,
    group_members: 0,
    settings: 1,
    audit_log: 1,
  });
});

describe('a file that is no sound database', () => {
  test('is refused with what to do, and left as it is', () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'anchor.db');
    writeFileSync(file, 'these are somebody’s holiday notes, not a database at all\n'.repeat(50));
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(StartupError);
    expect(() => openDatabase(file)).toThrow(`The database ${file} is damaged`);
    expect(readFileSync(file)).toEqual(before);
  });

  test('is refused when pages in its middle are destroyed', async () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'anchor.db');
    const database = openDatabase(file);
    await migrate(database.migrations);
    await database.close();
    const bytes = readFileSync(file);
    bytes.fill(0xaa, 4096 * 2, 4096 * 6);
    writeFileSync(file, bytes);
    expect(() => openDatabase(file)).toThrow(`The database ${file} is damaged`);
    expect(readFileSync(file)).toEqual(bytes);
  });

  test('is refused when its directory does not exist', () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'missing', 'anchor.db');
    expect(() => openDatabase(file)).toThrow(StartupError);
  });
});

test('a check that another server disturbs leaves that server its log', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  await openDatabase(file).close();
  using spy = spyOn(SqliteDatabase.prototype, 'query').mockImplementationOnce(() => {
    writeFileSync(`${file}-wal`, 'acknowledged data is kept');
    throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
  });
  expect(() => openDatabase(file)).toThrow(StartupError);
  expect(spy).toHaveBeenCalledTimes(1);
  expect(readFileSync(`${file}-wal`, 'utf8')).toBe('acknowledged data is kept');
});

test('an opening that fails at its second connection leaves neither of them open', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  await openDatabase(file).close();
  let connections = 0;
  using spy = spyOn(SqliteDatabase.prototype, 'run').mockImplementation(function (
    this: SqliteDatabase,
    text: string,
  ) {
    if (text.includes('foreign_keys')) connections += 1;
    if (connections === 2) throw new Error('The machine gave out');
    return this.exec(text);
  });
  expect(() => openDatabase(file)).toThrow('The machine gave out');
  expect(spy).toHaveBeenCalled();
  // SQLite removes the log and its index with the last connection.
  expect(readdirSync(directory.path)).toEqual(['anchor.db']);
});
