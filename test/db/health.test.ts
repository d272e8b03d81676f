import { Database as SqliteDatabase } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/sqlite/open.ts';
import { createSqliteDatabase, temporaryDirectory } from '../support/test-database.ts';

/** What a killed server leaves: the database and, beside it, a log that is not folded in yet. */
async function killed(change: (connection: SqliteDatabase) => void) {
  const directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  await using it = await createSqliteDatabase();
  using connection = new SqliteDatabase(it.file);
  change(connection);
  for (const end of ['', '-wal']) cpSync(it.file + end, file + end);
  return { ...directory, file };
}

function contents(path: string): Readonly<Record<string, string>> {
  const names = readdirSync(path).toSorted();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(path, name)).toHex()] as const),
  );
}

const addSetting = `insert into settings values ('key', 'value', 0, 1, null)`;

const addUser = `insert into users (id, email, email_key, name, is_admin, status, created_at, updated_at)
  values (x'00', 'ada', 'one-of-a-kind', 'Ada', 0, 'active', 1, 1)`;

const orphan = `insert into api_tokens values (x'01', x'02', x'03', 1, null, null)`;

interface Damage {
  readonly name: string;
  /** The content of the file, without that of the log. */
  readonly folded: string;
  readonly change: (bytes: Buffer) => void;
}

const damages: readonly Damage[] = [
  {
    name: 'a page of other bytes',
    folded: addUser,
    change: (bytes) => bytes.fill(0xff, 4096, 8192),
  },
  {
    name: 'an index that misses a row',
    folded: addUser,
    change: (bytes) => bytes.write('two', bytes.indexOf('one-of-a-kind')),
  },
  {
    name: 'a row whose owner is gone',
    folded: orphan,
    change: () => undefined,
  },
];

describe('a database is refused, and its log is left as it is, with', () => {
  test.each(damages.map((each) => [each.name, each] as const))('%s', async (_, damage) => {
    using it = await killed((connection) => {
      connection.run('pragma foreign_keys = off');
      connection.run(damage.folded);
      connection.run('pragma wal_checkpoint(truncate)');
      connection.run(addSetting);
    });
    const bytes = readFileSync(it.file);
    damage.change(bytes);
    writeFileSync(it.file, bytes);
    const before = contents(it.path);
    expect(Object.keys(before)).toEqual(['anchor.db', 'anchor.db-wal']);
    expect(() => openDatabase(it.file)).toThrow('is damaged');
    expect(contents(it.path)).toEqual(before);
  });
});

test('what stands only in the log of a killed server is there after a start', async () => {
  using it = await killed((connection) => {
    connection.run(addSetting);
  });
  const database = openDatabase(it.file);
  const row = await database.read.selectFrom('settings').select('value').executeTakeFirst();
  expect(row?.value).toBe('value');
  await database.close();
});
