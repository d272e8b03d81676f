// The lines in front of the connections.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { sql } from 'kysely';
import type { Database } from '../../src/db/port.ts';
import { prepare } from '../../src/db/prepared.ts';
import { ConnectionWaits } from '../../src/db/postgres/connection-waits.ts';
import { Places } from '../../src/db/postgres/places.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { createTestApp } from '../support/test-app.ts';

setDefaultTimeout(120_000);

const soon = () => ({ until: 600_000_000, isFirst: false });
const tooLate = () => ({ until: 0, isFirst: false });

/** Work that ends when it is told to. */
function heldWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    const { promise, resolve } = Promise.withResolvers<void>();
    ends.set(name, resolve);
    return promise;
  };
  const end = async (name: string) => {
    await Bun.sleep(0);
    ends.get(name)?.();
    // What waits for it begins in the microtasks after it.
    await Bun.sleep(0);
  };
  return { begun, work, end };
}

test('work begins in the order of its calls, and what is repeated goes first', async () => {
  const places = new Places({ count: 2, waits: new ConnectionWaits() });
  const { begun, work, end } = heldWork();
  const done = ['a', 'b', 'c', 'd'].map((name) => places.run(soon(), work(name)));
  done.push(places.run({ ...soon(), isFirst: true }, work('again')));
  await Bun.sleep(0);
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'again']);
  await end('a');
  await end('again');
  expect(begun).toEqual(['a', 'b', 'again', 'c', 'd']);
  await end('c');
  await end('d');
  await Promise.all(done);
  expect(begun).toHaveLength(5);
});

test('what waits too long is refused, never runs and takes no place', async () => {
  const places = new Places({ count: 1, waits: new ConnectionWaits() });
  const { begun, work, end } = heldWork();
  const first = places.run(soon(), work('first'));
  const late = places.run(tooLate(), work('late'));
  const refusal = await late.catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'server_busy', retryAfterSeconds: 2 });
  const next = places.run(soon(), work('next'));
  await end('first');
  await end('next');
  await Promise.all([first, next]);
  const last = places.run(tooLate(), work('last'));
  await end('last');
  await last;
  expect(begun).toEqual(['first', 'next', 'last']);
});

const fail = () => Promise.reject(new Error('no'));

test('work that fails gives its place up', async () => {
  const places = new Places({ count: 1, waits: new ConnectionWaits() });
  const failed = await places.run(soon(), fail).catch((error: unknown) => error);
  expect(failed).toEqual(new Error('no'));
  expect(await places.run(tooLate(), () => Promise.resolve(1))).toBe(1);
});

const sleep = sql`select pg_sleep(0.18)`;

/** Enough of each that the last one waits for longer than the pool of the driver would let it. */
const crowds: readonly (readonly [string, number, (database: Database) => Promise<unknown>])[] = [
  ['changes', 100, (database) => database.write((trx) => sleep.execute(trx))],
  ['reads', 60, ({ read }) => sleep.execute(read)],
  ['long reads', 40, ({ aside }) => sleep.execute(aside)],
];

onPostgres('however long those before them take,', () => {
  test.each(crowds)('%s that wait for a connection get one', async (_, count, ask) => {
    await using app = await createTestApp();
    const answers = await Promise.all(Array.from({ length: count }, () => ask(app.database)));
    expect(answers).toHaveLength(count);
  });
});

onPostgres('what every request looks up', () => {
  test('does not wait for the reads that came before it', async () => {
    await using app = await createTestApp();
    const { read } = app.database;
    const query = prepare(read, (db, parameter) =>
      db.selectNoFrom(sql`${parameter('value')}::text`.as('value')),
    );
    let finished = 0;
    const reads = Array.from({ length: 30 }, async () => {
      await sleep.execute(read);
      finished += 1;
    });
    expect(await app.database.find(query, { value: 'found' })).toEqual([{ value: 'found' }]);
    // Those that had a connection already, and those that get one beside it.
    expect(finished).toBeLessThan(12);
    await Promise.all(reads);
  });
});
