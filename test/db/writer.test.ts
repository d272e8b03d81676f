import { Database } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import { AppError } from '../../src/core/errors.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/sqlite/open.ts';
import { prepare } from '../../src/db/prepared.ts';
import { keysIn, poison, put } from '../support/setting-rows.ts';
import { createSqliteDatabase, temporaryDirectory } from '../support/test-database.ts';

describe('changes asked for at the same time', () => {
  test('are made in the order they were asked for, and each sees those before it', async () => {
    await using it = await createSqliteDatabase();
    const seen = await Promise.all(
      ['a', 'b', 'c'].map((key) =>
        it.database.write(async (trx) => {
          await put(trx, key);
          return keysIn(trx);
        }),
      ),
    );
    expect(seen).toEqual([['a'], ['a', 'b'], ['a', 'b', 'c']]);
  });

  test('share one commit: before it no reader sees any of them', async () => {
    await using it = await createSqliteDatabase();
    const first = it.database.write((trx) => put(trx, 'a'));
    const second = it.database.write(() => keysIn(it.database.read));
    expect(await Promise.all([first, second])).toEqual(['a', []]);
    expect(await keysIn(it.database.read)).toEqual(['a']);
  });

  test('may be many more than fit into one commit', async () => {
    await using it = await createSqliteDatabase();
    const keys = Array.from({ length: 200 }, (_, index) => String(index).padStart(3, '0'));
    const done = await Promise.all(keys.map((key) => it.database.write((trx) => put(trx, key))));
    expect(done).toEqual(keys);
    expect(await keysIn(it.database.read)).toEqual(keys);
  });
});

describe('a change that fails', () => {
  test('is undone whole and leaves the others of its commit alone', async () => {
    await using it = await createSqliteDatabase();
    const refusal = new AppError('user_exists');
    const outcomes = await Promise.allSettled([
      it.database.write((trx) => put(trx, 'a')),
      it.database.write(async (trx) => {
        await put(trx, 'half');
        throw refusal;
      }),
      it.database.write(async (trx) => {
        await put(trx, 'other half');
        await put(trx, 'a');
      }),
      it.database.write((trx) => put(trx, 'b')),
    ]);
    expect(outcomes.map((each) => each.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(outcomes[1]).toEqual({ status: 'rejected', reason: refusal });
    expect(outcomes[2]).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } });
    expect(await keysIn(it.database.read)).toEqual(['a', 'b']);
  });

  test('before its first query fails alone too', async () => {
    await using it = await createSqliteDatabase();
    const outcomes = await Promise.allSettled([
      it.database.write(() => {
        throw new Error('a bug');
      }),
      it.database.write((trx) => put(trx, 'a')),
    ]);
    expect(outcomes).toMatchObject([{ reason: { message: 'a bug' } }, { value: 'a' }]);
  });
});

describe('a commit that fails', () => {
  test('fails every change in it; the next commit works', async () => {
    await using it = await createSqliteDatabase();
    const outcomes = await Promise.allSettled([
      it.database.write((trx) => put(trx, 'a')),
      it.database.write((trx) => poison(trx)),
      it.database.write((trx) => put(trx, 'b')),
    ]);
    expect(outcomes.map((each) => each.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await keysIn(it.database.read)).toEqual([]);
    expect(await it.database.write((trx) => put(trx, 'c'))).toBe('c');
    expect(await keysIn(it.database.read)).toEqual(['c']);
  });

  test('for want of space is reported to every change in it', async () => {
    await using it = await createSqliteDatabase();
    const run = (text: string) => it.database.migrations.executeQuery(CompiledQuery.raw(text));
    await run('pragma max_page_count = 1');
    const outcomes = await Promise.allSettled([
      it.database.write((trx) => put(trx, 'small')),
      it.database.write((trx) => put(trx, 'x'.repeat(100_000))),
      it.database.write((trx) => put(trx, 'behind')),
    ]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ reason: { code: 'storage_unavailable' } });
    }
    expect(await keysIn(it.database.read)).toEqual([]);
    await run('pragma max_page_count = 1000000');
    expect(await it.database.write((trx) => put(trx, 'later'))).toBe('later');
  });
});

test('closing waits for the changes under way', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'anchor.db');
  const database = openDatabase(file);
  await migrate(database.migrations);
  const writes = ['a', 'b'].map((key) => database.write((trx) => put(trx, key)));
  await database.close();
  expect(await Promise.all(writes)).toEqual(['a', 'b']);
  const again = openDatabase(file);
  expect(await keysIn(again.read)).toEqual(['a', 'b']);
  await again.close();
});

test('a caller always reads its own writes, even in the turn in which it began to read', async () => {
  await using it = await createSqliteDatabase();
  const keys = prepare(it.database.read, (db) => db.selectFrom('settings').select('key'));
  expect(await it.database.find(keys, {})).toEqual([]);
  await it.database.write(async (trx) => {
    await put(trx, 'a');
    expect(await it.database.find(keys, {})).toEqual([]);
  });
  expect(await it.database.find(keys, {})).toEqual([{ key: 'a' }]);
  const other = new Database(it.file);
  other.run(`insert into settings values ('b', 'b', 0, 0, null)`);
  other.close();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  expect(await it.database.find(keys, {})).toEqual([{ key: 'a' }, { key: 'b' }]);
});
