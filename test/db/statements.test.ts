// What the program asks of SQLite: every search by an index, and every statement prepared only once.
import { Database } from 'bun:sqlite';
import { afterEach, describe, expect, spyOn, test } from 'bun:test';
import { type CompiledQuery, Kysely } from 'kysely';
import { BunSqliteDialect } from '../../src/db/sqlite/dialect.ts';
import type { Schema } from '../../src/db/schema.ts';
import { walk } from '../support/one-of-everything.ts';
import { uses } from '../support/queries-in-use.ts';
import { createTestApp } from '../support/test-app.ts';
import { createSqliteDatabase } from '../support/test-database.ts';
import { fileOf } from '../support/test-storage.ts';

test('every query of every feature is in the table of this test', async () => {
  const files = [...new Bun.Glob('src/features/**/queries.ts').scanSync('.')];
  const rooms = files.map((file) => file.replace(/^src\/features\/(.*)\/queries\.ts$/, '$1'));
  expect(Object.keys(uses).toSorted()).toEqual(rooms.toSorted());
  for (const [index, room] of rooms.entries()) {
    const queries: object = await import(`../../${files[index]}`);
    expect([room, Object.keys(uses[room] ?? {}).toSorted()]).toEqual([
      room,
      Object.keys(queries).toSorted(),
    ]);
  }
});

/** How SQLite would run a statement: one line per table. */
async function planOf(db: Kysely<Schema>, query: CompiledQuery): Promise<readonly string[]> {
  const { rows } = await db.executeQuery<{ detail: string }>({
    ...query,
    sql: `explain query plan ${query.sql}`,
  });
  return rows.map((row) => row.detail);
}

const shapes = Object.entries(uses).flatMap(([room, queries]) =>
  Object.entries(queries).flatMap(([name, each]) =>
    each.map((use, index) => ({ name: `${room}.${name} (${index + 1})`, use })),
  ),
);

describe('a query of a request', () => {
  test.each(shapes)('$name searches by an index', async ({ use }) => {
    await using it = await createSqliteDatabase();
    const asked: CompiledQuery[] = [];
    const connection = new Database(it.file);
    connection.run('pragma foreign_keys = off');
    const db = new Kysely<Schema>({
      dialect: new BunSqliteDialect(connection),
      log: (event) => {
        asked.push(event.query);
      },
    });
    await use(db);
    const [query] = asked;
    expect(asked.length).toBe(1);
    if (query === undefined) return;
    const plan = await planOf(db, query);
    expect(plan.filter((line) => /^SCAN (?!CONSTANT)/.test(line))).toEqual([]);
    await db.destroy();
  });
});

describe('after one of everything', () => {
  const prepared = spyOn(Database.prototype, 'prepare');
  afterEach(() => {
    prepared.mockRestore();
  });

  test('no statement is ever prepared again, and none reads a whole table', async () => {
    // The first server of a run makes the tables, in statements that are asked once.
    await (await createTestApp())[Symbol.asyncDispose]();
    prepared.mockClear();
    await using app = await createTestApp();
    // The very first registration takes a way of its own.
    await walk(app, 'first');
    await walk(app, 'second');
    const texts = new Set(prepared.mock.calls.map(([text]) => text));
    prepared.mockClear();
    await walk(app, 'third');
    expect(prepared.mock.calls.map(([text]) => text)).toEqual([]);
    const queries = [...texts].filter((text) => /^(?:select|update|insert|delete)/.test(text));
    expect(queries.length).toBeGreaterThan(10);
    const connection = new Database(fileOf(app.services.config));
    for (const text of queries) {
      if (text.includes('sqlite_master') || text.includes('kysely_migration')) continue;
      const plan = connection.query<{ detail: string }, []>(`explain query plan ${text}`).all();
      const scans = plan.filter((line) => /^SCAN (?!CONSTANT)/.test(line.detail));
      // One row of whatever comes first, and all of at most five keys.
      const mayScan = /^select (?:"key" from "settings" limit|"kid", .* from "signing_keys")/;
      expect([text, mayScan.test(text) ? [] : scans]).toEqual([text, []]);
    }
    connection.close();
  });
});
