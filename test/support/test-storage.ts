// The database of one test: a SQLite file, or with TEST_DATABASE=postgres a database of the server in
// TEST_POSTGRES_URL. Databases are made from a template, emptied after a test and used again, because making one
// takes longer than most tests.
import { SQL } from 'bun';
import type { Config } from '../../src/config/config.ts';
import { parsePostgresUrl } from '../../src/core/postgres-address.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openPostgres } from '../../src/db/postgres/open.ts';
import { switchValue } from './environment.ts';

/** Whether the tests of this run use PostgreSQL where they can. */
export const usesPostgres = switchValue('TEST_DATABASE') === 'postgres';

const server = switchValue('TEST_POSTGRES_URL') ?? '';

interface TestStorage extends AsyncDisposable {
  /** The variables that lead the server to the database. */
  readonly env: Readonly<Record<string, string>>;
}

const idle: string[] = [];
let template: Promise<string> | undefined;
let made = 0;

/** A migrated database without rows. */
export async function createPostgresStorage(): Promise<TestStorage> {
  const url = idle.pop() ?? (await makeDatabase());
  return {
    env: { DATABASE_URL: url },
    async [Symbol.asyncDispose]() {
      await empty(url);
      idle.push(url);
    },
  };
}

async function makeDatabase(): Promise<string> {
  return create(` template ${await (template ??= makeTemplate())}`);
}

async function makeTemplate(): Promise<string> {
  const url = await create('');
  const parsed = parsePostgresUrl(url);
  if ('problem' in parsed) throw new Error(parsed.problem);
  const database = await openPostgres(parsed.value);
  await migrate(database.migrations);
  await database.close();
  return parsed.value.database;
}

async function create(suffix: string): Promise<string> {
  made += 1;
  const name = `test_${process.pid}_${made}_${crypto.randomUUID().slice(0, 8)}`;
  await using sql = new SQL(server, { max: 1 });
  await sql.unsafe(`create database ${name}${suffix}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Deletes all rows but those that record migrations; much faster than truncating tables of a few rows. */
async function empty(url: string): Promise<void> {
  await using sql = new SQL(url, { max: 1 });
  const tables: { name: string }[] = await sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name not like 'kysely%' and table_name <> 'schema_changes'`;
  const deletions = tables.map(({ name }) => `delete from ${name};`).join('');
  await sql.unsafe(`set session_replication_role = replica; ${deletions}`);
}

/** The SQLite file of a configuration; an error for tests that run on PostgreSQL. */
export function fileOf({ storage }: Config): string {
  if (storage.kind === 'sqlite') return storage.databaseFile;
  throw new Error('This test needs a SQLite file');
}
