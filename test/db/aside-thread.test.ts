// The life of the thread for long reads: it blocks no request, and leaves nothing behind.
import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import { AsideThread } from '../../src/db/sqlite/aside-thread.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/sqlite/open.ts';
import { failureOf, race, rowsOf } from '../support/long-reads.ts';
import { endProcesses, runProgram } from '../support/process.ts';
import { createSqliteDatabase, temporaryDirectory } from '../support/test-database.ts';
import { watchThreads } from '../support/threads.ts';

afterAll(endProcesses);

const busy = expect.objectContaining({ code: 'server_busy', status: 503, retryAfterSeconds: 1 });

describe('walks that come faster than they end', () => {
  test('wait in a queue of thirty-two; the next is refused at once', async () => {
    await using it = await createSqliteDatabase();
    using threads = watchThreads('aside-worker.ts');
    threads.hold();
    const order: unknown[] = [];
    const calls = Array.from({ length: 41 }, () =>
      rowsOf(it.database.aside, 'select 1').then(
        () => order.push('answered'),
        (error: unknown) => order.push(error),
      ),
    );
    // Kysely takes a turn or two to hand a statement on.
    await Bun.sleep(1);
    expect(order).toEqual(Array.from({ length: 8 }, () => busy));
    threads.release();
    await Promise.all(calls);
    expect(order.length).toBe(41);
    expect(new Set(order.slice(8))).toEqual(new Set(['answered']));
  });

  test('are refused when they have waited too long, before the running read ends, and only those', async () => {
    await using it = await createSqliteDatabase();
    using threads = watchThreads('aside-worker.ts');
    const thread = new AsideThread({ file: it.file, maxWaitMs: 20 });
    threads.hold();
    const long = thread.all('select 1 as one', []);
    const late = ['select 1', 'select 2'].map((text) => failureOf(thread.all(text, [])));
    expect(await Promise.all(late)).toEqual([busy, busy]);
    threads.release();
    expect(await long).toEqual([{ one: 1 }]);
    expect(await thread.all('select 3 as three', [])).toEqual([{ three: 3 }]);
    await thread.close();
  });

  test('are answered in the order in which they were asked for', async () => {
    await using it = await createSqliteDatabase();
    const runners = race();
    for (const name of ['first', 'second', 'third']) {
      runners.run(name, rowsOf(it.database.aside, 'select 1'));
    }
    expect(await runners.finish()).toEqual(['first', 'second', 'third']);
  });
});

describe('the thread', () => {
  test('starts when first needed, ends when idle for a while, and starts again', async () => {
    await using it = await createSqliteDatabase();
    using threads = watchThreads('aside-worker.ts');
    const thread = new AsideThread({ file: it.file, maxIdleMs: 20 });
    expect(threads.started.length).toBe(0);
    await thread.all('select 1', []);
    await thread.all('select 1', []);
    expect(threads.started.length).toBe(1);
    await threads.ended(0);
    expect(await thread.all('select 2 as two', [])).toEqual([{ two: 2 }]);
    expect(threads.started.length).toBe(2);
    await thread.close();
  });

  test('is not idle while it works, however long that takes', async () => {
    await using it = await createSqliteDatabase();
    using threads = watchThreads('aside-worker.ts');
    const thread = new AsideThread({ file: it.file, maxIdleMs: 20 });
    await thread.all('select 1', []);
    threads.hold();
    const walk = thread.all('select 2 as two', []);
    await Bun.sleep(40);
    threads.release();
    expect(await walk).toEqual([{ two: 2 }]);
    expect(threads.started.length).toBe(1);
    await thread.close();
  });

  test('that is lost takes only the call under way with it', async () => {
    await using it = await createSqliteDatabase();
    using threads = watchThreads('aside-worker.ts');
    const { aside } = it.database;
    await rowsOf(aside, 'select 1');
    threads.hold();
    const doomed = failureOf(rowsOf(aside, 'select 1'));
    const waiting = rowsOf(aside, 'select 2 as two');
    // Kysely takes a turn or two to hand a statement on.
    await Bun.sleep(1);
    threads.started[0]?.terminate();
    expect(await doomed).toBeInstanceOf(Error);
    expect(await doomed).not.toBeInstanceOf(AppError);
    threads.release();
    expect(await waiting).toEqual([{ two: 2 }]);
    expect(threads.started.length).toBe(2);
  });

  test('that crashes is replaced', async () => {
    await using it = await createSqliteDatabase();
    using threads = watchThreads('aside-worker.ts');
    const { aside } = it.database;
    await rowsOf(aside, 'select 1');
    // No task at all is nothing that the thread expects.
    threads.started[0]?.postMessage(null);
    const doomed = failureOf(rowsOf(aside, 'select 1'));
    expect(String(await doomed)).toContain('The thread for long reads stopped: ');
    expect(await doomed).not.toBeInstanceOf(AppError);
    expect(await rowsOf(aside, 'select 2 as two')).toEqual([{ two: 2 }]);
  });

  test('leaves no snapshot behind that would keep the log from being folded', async () => {
    await using it = await createSqliteDatabase();
    const { aside } = it.database;
    await rowsOf(aside, 'select 1 from sqlite_master');
    const overflow = 'select abs(-9223372036854775808) from sqlite_master';
    expect(await failureOf(rowsOf(aside, overflow))).toMatchObject({ code: 'SQLITE_ERROR' });
    await it.database.write((trx) => trx.deleteFrom('settings').execute());
    const [folded] = await rowsOf(it.database.migrations, 'pragma wal_checkpoint(truncate)');
    expect(folded).toMatchObject({ busy: 0, log: 0 });
  });
});

describe('closing the database', () => {
  test('lets the walk under way end, refuses those that wait, and folds the log', async () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'anchor.db');
    const database = openDatabase(file);
    await migrate(database.migrations);
    using threads = watchThreads('aside-worker.ts');
    threads.hold();
    const running = rowsOf(database.aside, 'select 1 as one');
    const waiting = failureOf(rowsOf(database.aside, 'select 1'));
    // Kysely takes a turn or two to hand a statement on.
    await Bun.sleep(1);
    const closed = database.close();
    expect(await waiting).toEqual(busy);
    threads.release();
    expect(await running).toEqual([{ one: 1 }]);
    await closed;
    expect(existsSync(`${file}-wal`)).toBeFalse();
    expect(await failureOf(rowsOf(database.aside, 'select 1'))).toEqual(busy);
  });

  test('ends a thread that rests, and one that is ending already', async () => {
    await using it = await createSqliteDatabase();
    using threads = watchThreads('aside-worker.ts');
    for (const pauseMs of [0, 20]) {
      const thread = new AsideThread({ file: it.file, maxIdleMs: 20 });
      await thread.all('select 1', []);
      await Bun.sleep(pauseMs);
      await thread.close();
    }
    await Promise.all([threads.ended(0), threads.ended(1)]);
    expect(threads.started.length).toBe(2);
  });

  test('waits for no thread when there was no long read', async () => {
    using threads = watchThreads('aside-worker.ts');
    const it = await createSqliteDatabase();
    await rowsOf(it.database.read, 'select 1');
    await it[Symbol.asyncDispose]();
    expect(threads.started).toEqual([]);
  });
});

test.each([
  ['closed', 'await thread.close(); console.log("closed");', '[{"one":1}]\nclosed\n'],
  ['left open', '', '[{"one":1}]\n'],
])(
  'a thread that is %s neither holds a finished program back nor lets it go too early',
  async (_, last, out) => {
    await using it = await createSqliteDatabase();
    const module = new URL('../../src/db/sqlite/aside-thread.ts', import.meta.url).href;
    const program = `
    const { AsideThread } = await import(${JSON.stringify(module)});
    const thread = new AsideThread({ file: ${JSON.stringify(it.file)} });
    await thread.all('select 1', []);
    void thread.all('select 1 as one', []).then(async (rows) => {
      console.log(JSON.stringify(rows));
      ${last}
    });
  `;
    const command = [process.execPath, '-e', program];
    expect(await runProgram([], { command })).toEqual({ exitCode: 0, out, err: '' });
  },
);
