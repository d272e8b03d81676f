import { describe, expect, test } from 'bun:test';
import { sql } from 'kysely';
import { copyTables, findFilled, type TableProgress } from '../../src/db/copy-rows.ts';
import { RowDigest } from '../../src/db/row-digest.ts';
import { createDraft, type Draft } from '../../src/db/sqlite/copy.ts';
import { newId } from '../../src/core/uuid.ts';
import { temporaryDirectory } from '../support/test-database.ts';
import { user } from '../support/sample-rows.ts';

async function pair() {
  const place = temporaryDirectory();
  const from = await createDraft(`${place.path}/from.db`);
  const to = await createDraft(`${place.path}/to.db`);
  return {
    from: from.db,
    to: to.db,
    async [Symbol.asyncDispose]() {
      await from.close();
      await to.close();
      place[Symbol.dispose]();
    },
  };
}

async function addUsers(db: Draft['db'], count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    return { ...user, id: newId(), email_key: `person${index}@example.com` };
  });
  for (let at = 0; at < count; at += 500) {
    await db
      .insertInto('users')
      .values(rows.slice(at, at + 500))
      .execute();
  }
}

async function usersOf(db: Draft['db']) {
  return db.selectFrom('users').selectAll().orderBy('email_key').execute();
}

describe('copied tables', () => {
  test('have every row, however many pages there are', async () => {
    await using it = await pair();
    await addUsers(it.from, 1000);
    const seen: TableProgress[] = [];
    const copied = await copyTables(it, (progress) => seen.push(progress));
    expect(copied.find(({ table }) => table === 'users')?.rows).toBe(1000);
    expect(seen.filter(({ table }) => table === 'users')).toEqual([
      { table: 'users', rows: 500, isDone: false },
      { table: 'users', rows: 1000, isDone: false },
      { table: 'users', rows: 1000, isDone: true },
    ]);
    expect(await usersOf(it.to)).toEqual(await usersOf(it.from));
  });

  test.each([
    [`update users set name = 'x' where id = new.id`, '3 rows copied, 3 found'],
    ['delete from users where id = new.id', '3 rows copied, 0 found'],
  ])('are refused when the copy differs, as after: %s', async (change, counts) => {
    await using it = await pair();
    await addUsers(it.from, 3);
    await sql.raw(`create trigger spoil after insert on users begin ${change}; end`).execute(it.to);
    expect(copyTables(it)).rejects.toThrow(
      `The copy of the table users differs from the original (${counts})`,
    );
  });

  test('are refused by name when a row does not fit', async () => {
    await using it = await pair();
    await addUsers(it.from, 1);
    await addUsers(it.to, 1);
    expect(copyTables(it)).rejects.toThrow(
      'Rows of the table users could not be written (SQLITE_CONSTRAINT_UNIQUE)',
    );
  });

  test('are found when one has rows', async () => {
    await using it = await pair();
    expect(await findFilled(it.from)).toBeNull();
    await addUsers(it.from, 1);
    expect(await findFilled(it.from)).toBe('users');
  });
});

function digest(...rows: readonly Readonly<Record<string, unknown>>[]): RowDigest {
  const made = new RowDigest();
  for (const row of rows) made.add(row, ['key', 'value']);
  return made;
}

describe('a digest of rows', () => {
  const one = { key: 'a', value: 1 };
  const two = { key: 'b', value: new Uint8Array([1, 2]) };

  test('is the same in any order, and for the types of any driver', () => {
    expect(digest(one, two).equals(digest(two, one))).toBe(true);
    const others = [
      { value: 1n, key: 'a' },
      { key: 'b', value: Buffer.from([1, 2]) },
    ];
    expect(digest(one, two).equals(digest(...others))).toBe(true);
  });

  test.each([
    ['one row less', [one]],
    ['another value', [one, { ...two, value: new Uint8Array([1, 3]) }]],
    ['text for bytes', [one, { ...two, value: '0102' }]],
    ['null for a value', [{ ...one, value: null }, two]],
    ['values of two columns exchanged', [{ key: 1, value: 'a' }, two]],
  ])('differs for %s', (_, rows) => {
    expect(digest(one, two).equals(digest(...rows))).toBe(false);
  });
});
