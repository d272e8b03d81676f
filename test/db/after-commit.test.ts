import { Database } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/sqlite/open.ts';
import { afterCommit } from '../../src/db/effects.ts';
import { keysIn, poison, put } from '../support/setting-rows.ts';
import { createSqliteDatabase, temporaryDirectory } from '../support/test-database.ts';

describe('what follows a change', () => {
  test('runs once the commit is on disk, in the order asked for, before the answer', async () => {
    await using it = await createSqliteDatabase();
    const other = new Database(it.file);
    const seen: unknown[] = [];
    const change = (key: string) =>
      it.database.write(async (trx) => {
        afterCommit(trx, () => {
          seen.push([`${key} 1`, other.query('select count(*) as rows from settings').get()]);
        });
        await put(trx, key);
        afterCommit(trx, () => {
          seen.push(`${key} 2`);
        });
      });
    await Promise.all([change('a'), change('b')]);
    other.close();
    expect(seen).toEqual([['a 1', { rows: 2 }], 'a 2', ['b 1', { rows: 2 }], 'b 2']);
  });

  test('is waited for by the answer of its change, and by no other change', async () => {
    await using it = await createSqliteDatabase();
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const order: string[] = [];
    const first = it.database.write(async (trx) => {
      afterCommit(trx, () => held);
      afterCommit(trx, () => {
        order.push('the effect behind it');
      });
      await put(trx, 'a');
    });
    const answered = first.then(() => order.push('the first answer'));
    await it.database.write((trx) => put(trx, 'b'));
    order.push('the second answer');
    release();
    await answered;
    expect(order).toEqual(['the second answer', 'the effect behind it', 'the first answer']);
  });

  test('never runs for a change that is refused, whatever becomes of the others', async () => {
    await using it = await createSqliteDatabase();
    const seen: string[] = [];
    const change = (key: string, isRefused: boolean) =>
      it.database.write(async (trx) => {
        afterCommit(trx, () => {
          seen.push(key);
        });
        await put(trx, key);
        if (isRefused) throw new AppError('user_exists');
      });
    await Promise.allSettled([change('a', false), change('b', true), change('c', false)]);
    expect(seen).toEqual(['a', 'c']);
  });

  test('never runs when the commit fails', async () => {
    await using it = await createSqliteDatabase();
    let hasRun = false;
    const change = it.database.write(async (trx) => {
      afterCommit(trx, () => {
        hasRun = true;
      });
      await poison(trx);
    });
    expect(await change.catch(() => 'refused')).toBe('refused');
    expect(hasRun).toBe(false);
  });

  test('may fail: that is told, the rest still runs and the answer is the same', async () => {
    using directory = temporaryDirectory();
    const failures: unknown[] = [];
    const database = openDatabase(join(directory.path, 'anchor.db'), {
      onEffectFailure: (error) => failures.push(error),
    });
    await migrate(database.migrations);
    const [thrown, rejected] = [new Error('thrown'), new Error('rejected')];
    const answer = await database.write(async (trx) => {
      afterCommit(trx, () => {
        throw thrown;
      });
      afterCommit(trx, () => Promise.reject(rejected));
      afterCommit(trx, () => {
        failures.push('the last one');
      });
      return put(trx, 'a');
    });
    expect(answer).toBe('a');
    expect(failures).toEqual([thrown, rejected, 'the last one']);
    await database.close();
  });

  test('may make a change of its own, and closing waits for both', async () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'anchor.db');
    const database = openDatabase(file);
    await migrate(database.migrations);
    const change = database.write(async (trx) => {
      afterCommit(trx, async () => void (await database.write((next) => put(next, 'b'))));
      return put(trx, 'a');
    });
    await database.close();
    expect(await change).toBe('a');
    const again = openDatabase(file);
    expect(await keysIn(again.read)).toEqual(['a', 'b']);
    await again.close();
  });

  test('can be asked for only from inside a change', async () => {
    await using it = await createSqliteDatabase();
    const trx = await it.database.write((open) => Promise.resolve({ open }));
    expect(() => {
      afterCommit(trx.open, () => undefined);
    }).toThrow('outside of a change');
  });
});
