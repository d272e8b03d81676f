// What the program asks of PostgreSQL: every query of a request searches by an index, and returns what SQLite returns
// for the same rows.
import { SQL } from 'bun';
import { Database as SqliteFile } from 'bun:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { type CompiledQuery, Kysely, type KyselyConfig, type Transaction } from 'kysely';
import { parsePostgresUrl } from '../../src/core/postgres-address.ts';
import { OneSchemaDialect } from '../../src/db/postgres/dialect.ts';
import { openPool } from '../../src/db/postgres/pool.ts';
import type { Schema } from '../../src/db/schema.ts';
import { BunSqliteDialect } from '../../src/db/sqlite/dialect.ts';
import { walk } from '../support/one-of-everything.ts';
import { addSignedIn } from '../support/people.ts';
import { type Use, uses } from '../support/queries-in-use.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { createSqliteDatabase, temporaryDirectory } from '../support/test-database.ts';
import { createPostgresStorage } from '../support/test-storage.ts';

const shapes = Object.entries(uses).flatMap(([room, queries]) =>
  Object.entries(queries).flatMap(([name, each]) =>
    each.map((use, index) => ({ name: `${room}.${name} (${index + 1})`, use })),
  ),
);

/** Queries that put one row of each kind there, in this order. */
const fillers = [
  uses['users']?.['insertUser'],
  uses['sessions/start']?.['insertSession'],
  uses['api-tokens']?.['putApiToken'],
  uses['federation/identities']?.['insertIdentity'],
  uses['federation/login-codes']?.['insertCode'],
  uses['federation/flow-store']?.['insertFlow'],
  uses['settings']?.['putSetting'],
  uses['audit']?.['insertEntry'],
].map((each) => each?.[0]);

interface Engine {
  readonly db: Kysely<Schema>;
  readonly asked: CompiledQuery[];
}

let postgres: Engine;
let sqlite: Engine;
const cleanUp = new AsyncDisposableStack();

function engineOver(dialect: KyselyConfig['dialect']): Engine {
  const asked: CompiledQuery[] = [];
  const db = new Kysely<Schema>({ dialect, log: ({ query }) => void asked.push(query) });
  cleanUp.defer(() => db.destroy());
  return { db, asked };
}

beforeAll(async () => {
  const { file } = cleanUp.use(await createSqliteDatabase());
  const connection = new SqliteFile(file);
  connection.run('pragma foreign_keys = off');
  sqlite = engineOver(new BunSqliteDialect(connection));
  const url = new URL(cleanUp.use(await createPostgresStorage()).url);
  url.searchParams.set('options', '-c session_replication_role=replica -c enable_seqscan=off');
  const address = parsePostgresUrl(url.href);
  if ('problem' in address) throw new Error(address.problem);
  const pool = { address: address.value, size: 1, statementMs: 60_000, translatesErrors: false };
  postgres = engineOver(new OneSchemaDialect({ pool: await openPool(pool) }));
});

afterAll(() => cleanUp.disposeAsync());

/** Where PostgreSQL would read a whole table. It does so only without another way, as sequential scans are off. */
async function walksOf(query: CompiledQuery): Promise<readonly string[]> {
  const explain = { ...query, sql: `explain ${query.sql}` };
  const { rows } = await postgres.db.executeQuery<Record<'QUERY PLAN', string>>(explain);
  return rows.map((row) => row['QUERY PLAN']).filter((line) => line.includes('Seq Scan'));
}

const undone = Symbol('undone');

/** Works in a transaction that leaves nothing behind. */
async function passing<T>(
  { db }: Engine,
  work: (trx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  const kept: T[] = [];
  const refusal = await db
    .transaction()
    .execute(async (trx) => {
      kept.push(await work(trx));
      throw undone;
    })
    .catch((error: unknown) => error);
  const [value] = kept;
  if (refusal !== undone || value === undefined) throw refusal;
  return value;
}

/** What a query returns with one row of each kind there, comparable between engines. */
function answerOf(engine: Engine, use: Use) {
  return passing(engine, async (trx) => {
    for (const fill of fillers) await fill?.(trx);
    const answer = await use(trx).catch((error: unknown) => kindOf(error));
    return JSON.stringify({ answer }, comparable);
  });
}

/** Both engines refuse a row that is there already. */
function kindOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (/^(?:SQLITE_CONSTRAINT_(?:UNIQUE|PRIMARYKEY)|23505)$/.test(String(code))) return 'taken';
  throw error;
}

function comparable(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return typeof value === 'bigint' ? Number(value) : value;
}

const emails: Use = (db) => db.selectFrom('users').select('email').execute();

describe('a query of a request', () => {
  test.each(shapes)('$name searches by an index', async ({ use }) => {
    const query = await passing(postgres, async (trx) => {
      postgres.asked.length = 0;
      await use(trx);
      return postgres.asked[0];
    });
    if (query === undefined) throw new Error('It asked nothing');
    expect(await walksOf(query)).toEqual([]);
  });

  test('that walks a table would be seen', async () => {
    const slow = postgres.db.selectFrom('users').select('id').where('name', '=', 'x').compile();
    expect(await walksOf(slow)).toEqual([expect.stringContaining('Seq Scan on users')]);
  });

  test('finds the rows that the comparison is about', async () => {
    expect(await answerOf(postgres, emails)).toBe('{"answer":[{"email":"grace@example.com"}]}');
  });

  test.each(shapes)('$name returns what it returns on SQLite', async ({ use }) => {
    expect(await answerOf(postgres, use)).toBe(await answerOf(sqlite, use));
  });
});

/** How often each table was read whole; connections report it when they end, so the server must be closed. */
async function walksIn(url: string): Promise<Readonly<Record<string, number>>> {
  await using sql = new SQL(url, { max: 1 });
  const rows: { name: string; walks: number }[] = await sql`
    select relname as name, seq_scan::int as walks from pg_stat_user_tables order by relname`;
  return Object.fromEntries(rows.map(({ name, walks }) => [name, walks]));
}

test('one of everything, also many at once, reads no table whole', async () => {
  await using storage = await createPostgresStorage();
  const url = new URL(storage.url);
  url.searchParams.set('options', '-c enable_seqscan=off');
  using directory = temporaryDirectory();
  const env = { DATABASE_URL: url.href, DATA_DIR: directory.path };
  const serve = async (act: (app: TestApp) => Promise<unknown>) => {
    await using app = await createTestApp(env);
    await act(app);
  };
  await serve((app) => walk(app, 'first'));
  const before = await walksIn(storage.url);
  await serve(async (app) => {
    const { access_token } = await addSignedIn(app);
    const visits = Array.from({ length: 20 }, () => app.get('/api/auth/me', access_token));
    for (const { status } of await Promise.all(visits)) expect(status).toBe(200);
    await walk(app, 'second');
  });
  const after = Object.entries(await walksIn(storage.url));
  const walked = after.filter(([name, walks]) => walks > (before[name] ?? 0));
  // These have few rows: every instance reads the instances at its start, and all signing keys every few seconds.
  const small = new Set(['instances', 'signing_keys']);
  expect(walked.map(([name]) => name).filter((name) => !small.has(name))).toEqual([]);
});
