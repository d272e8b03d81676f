// The database of one test: a SQLite file, or with TEST_DATABASE=postgres a database of `postgresServer()`.
// Databases are made from a template, emptied after a test and used again, because making one takes longer than
// most tests.
import { SQL } from 'bun';
import { join } from 'node:path';
import type { Config } from '../../src/config/config.ts';
import { parsePostgresUrl } from '../../src/core/postgres-address.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { Database } from '../../src/db/port.ts';
import { openPostgres } from '../../src/db/postgres/open.ts';
import { openDatabase } from '../../src/db/sqlite/open.ts';
import { atEnd } from './at-end.ts';
import { switchValue } from './environment.ts';
import { newDatabase } from './postgres-databases.ts';
import { createSqliteDatabase, temporaryDirectory } from './test-database.ts';

/** Whether the tests of this run use PostgreSQL where they can. */
export const usesPostgres = switchValue('TEST_DATABASE') === 'postgres';

export interface PostgresStorage extends AsyncDisposable {
  readonly url: string;
}

interface Known {
  readonly url: string;
  /** Stays open, because a new connection costs the server more than all that is asked here. */
  readonly sql: SQL;
  /** What it consisted of when it was made. */
  readonly parts: string;
  readonly deletions: string;
}

const idle: Known[] = [];
atEnd(async () => {
  for (const { sql } of idle.splice(0)) await sql.close();
});
let template: Promise<string> | undefined;

/**
 * A migrated database without rows. Its disposal throws when a connection to it was left open, as that would hold
 * up or change the tests after this one.
 */
export async function createPostgresStorage({ leakChecks = 1000 } = {}): Promise<PostgresStorage> {
  const known = idle.pop() ?? (await makeDatabase());
  return {
    url: known.url,
    async [Symbol.asyncDispose]() {
      await using closing = new AsyncDisposableStack();
      closing.defer(() => known.sql.close());
      await refuseLeaks(known.sql, leakChecks);
      // A test may have changed more than rows; then the next one gets a new database.
      if ((await partsOf(known.sql).catch(() => null)) !== known.parts) return;
      await known.sql.unsafe(known.deletions);
      closing.move();
      idle.push(known);
    },
  };
}

interface TestDatabase extends AsyncDisposable {
  readonly database: Database;
}

/** A database on the engine of this run, up to date and empty. */
export async function createTestDatabase(): Promise<TestDatabase> {
  if (!usesPostgres) return createSqliteDatabase();
  const storage = await createPostgresStorage();
  const database = await openAt(storage.url);
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database.close();
      await storage[Symbol.asyncDispose]();
    },
  };
}

/** A database on the engine of this run, without tables. */
export async function createBareDatabase(): Promise<TestDatabase> {
  if (usesPostgres) {
    const database = await openAt(await newDatabase());
    return { database, [Symbol.asyncDispose]: () => database.close() };
  }
  const directory = temporaryDirectory();
  const database = openDatabase(join(directory.path, 'anchor.db'));
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database.close();
      directory[Symbol.dispose]();
    },
  };
}

/** Opens a PostgreSQL database as a server does. */
async function openAt(url: string): Promise<Database> {
  const parsed = parsePostgresUrl(url);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return openPostgres(parsed.value);
}

async function makeDatabase(): Promise<Known> {
  const url = await newDatabase({ clause: `template ${await (template ??= makeTemplate())}` });
  const sql = new SQL(url, { max: 1 });
  return { url, sql, parts: await partsOf(sql), deletions: await deletionsIn(sql) };
}

async function makeTemplate(): Promise<string> {
  // Most servers order text by the rules of a language, SQLite by its bytes.
  const url = await newDatabase({
    clause: `template template0 locale_provider icu icu_locale 'en-US'`,
  });
  const database = await openAt(url);
  await migrate(database.migrations);
  await database.close();
  return new URL(url).pathname.slice(1);
}

/** Asks several times, 20 ms apart, because a connection that is being closed takes a moment. */
async function refuseLeaks(sql: SQL, checks: number): Promise<void> {
  let open: readonly object[] = [];
  for (let check = 0; check < checks; check++) {
    open = await sql`
      select application_name, state, query from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
    if (open.length === 0) return;
    await Bun.sleep(20);
  }
  throw new Error(`The test left connections to its database open: ${JSON.stringify(open)}`);
}

/** What a database consists of besides its rows: columns, constraints, triggers, settings, and how it came about. */
async function partsOf(sql: SQL): Promise<string> {
  const rows: { parts: string }[] = await sql`
    select concat_ws(' ',
      (select string_agg(relname || '.' || attname || atttypid || attnotnull, ' ' order by relname, attnum)
        from pg_attribute join pg_class on pg_class.oid = attrelid where relnamespace = 'public'::regnamespace),
      (select string_agg(each::text, ' ' order by name) from kysely_migration as each),
      (select string_agg(each::text, ' ' order by each::text) from schema_changes as each),
      (select string_agg(tgname, ' ' order by oid) from pg_trigger where not tgisinternal),
      (select string_agg(conname, ' ' order by oid) from pg_constraint where connamespace = 'public'::regnamespace),
      (select string_agg(setconfig::text, ' ' order by setrole) from pg_db_role_setting
        join pg_database on pg_database.oid = setdatabase where datname = current_database())) as parts`;
  return rows[0]?.parts ?? '';
}

/** Deletes all rows but those that record migrations; much faster than truncating tables of a few rows. */
async function deletionsIn(sql: SQL): Promise<string> {
  const tables: { name: string }[] = await sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relname not like 'kysely%' and relname <> 'schema_changes'`;
  const deletions = tables.map(({ name }) => `delete from "${name}";`).join('');
  return `set session_replication_role = replica; ${deletions}`;
}

/** The SQLite file of a configuration; an error for tests that run on PostgreSQL. */
export function fileOf({ storage }: Config): string {
  if (storage.kind === 'sqlite') return storage.databaseFile;
  throw new Error('This test needs a SQLite file');
}
