import { describe, expect, test } from 'bun:test';
import { BoundedLimit, type Limit } from '../../src/io/bounded-limit.ts';
import { FailureRows } from '../../src/features/passwords/failures/service.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { createTestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const points = 3;
const durationSeconds = 60;

function limitOf(whenFull: 'push_out' | 'share', maxKeys = 1000): Limit {
  return new BoundedLimit({ points, durationSeconds, whenFull, maxKeys });
}

/** Uses up the window of a key. */
async function useUp(limit: Limit, key: string): Promise<void> {
  for (let index = 0; index < points; index++) await limit.consume(key);
}

async function invent(limit: Limit, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await limit.tryConsume(`invented${index}`);
}

async function isRefused(limit: Limit, key: string): Promise<boolean> {
  const outcome = await limit.tryConsume(key);
  if (!('refund' in outcome)) return true;
  await outcome.refund();
  return false;
}

test('a counter of guesses is not pushed out by 100,000 invented keys', async () => {
  const limit = new BoundedLimit({ points, durationSeconds, whenFull: 'share' });
  await useUp(limit, 'grace');
  await invent(limit, 100_001);
  expect(await isRefused(limit, 'grace')).toBe(true);
});

interface Guesses extends AsyncDisposable {
  readonly limit: Limit;
}

const guesses: Readonly<Record<string, (maxKeys?: number) => Promise<Guesses>>> = {
  memory: async (maxKeys) => ({
    limit: limitOf('share', maxKeys),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }),
  rows: async (maxKeys = 1000) => {
    const app = await createTestApp();
    const rows = new FailureRows({ database: app.database, key: new Uint8Array(32), maxKeys });
    return {
      limit: rows.limit({ name: 'guesses', points, durationSeconds }),
      [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
    };
  },
};

describe.each(Object.entries(guesses))('a counter of guesses in %s', (_, open) => {
  test('is shared by all new keys when there is no room left, and free again when there is', async () => {
    await using opened = await open(10);
    const { limit } = opened;
    stopClock();
    await invent(limit, 10);
    await useUp(limit, 'ada');
    expect(await limit.tryConsume('grace')).toMatchObject({ isShared: true });
    expect(await isRefused(limit, 'invented0')).toBe(false);
    advance(durationSeconds, 's');
    expect(await isRefused(limit, 'grace')).toBe(false);
  });

  test('needs no room once all of its uses are taken back', async () => {
    await using opened = await open(10);
    const { limit } = opened;
    for (let index = 0; index < 100; index++) {
      const use = await limit.consume(`right${index}`);
      await use.refund();
    }
    await useUp(limit, 'grace');
    expect(await limit.tryConsume('grace')).toMatchObject({ isShared: false });
    expect(await isRefused(limit, 'ada')).toBe(false);
  });

  test('is not made of refused uses', async () => {
    await using opened = await open();
    const { limit } = opened;
    const uses = await Promise.all(Array.from({ length: 50 }, () => limit.tryConsume('grace')));
    const counted = uses.flatMap((use) => ('refund' in use ? [use] : []));
    expect(counted.length).toBe(points);
    await Promise.all(counted.map((use) => use.refund()));
    await useUp(limit, 'grace');
    expect(await isRefused(limit, 'grace')).toBe(true);
  });

  test('gets back one use for each that is taken back', async () => {
    await using opened = await open();
    const { limit } = opened;
    const [first] = [await limit.consume('grace'), await limit.consume('grace')];
    await limit.consume('grace');
    await first.refund();
    expect(await isRefused(limit, 'grace')).toBe(false);
    await limit.consume('grace');
    expect(await isRefused(limit, 'grace')).toBe(true);
  });

  test('gives no use away when one is taken back after its window', async () => {
    await using opened = await open();
    const { limit } = opened;
    stopClock();
    const use = await limit.consume('grace');
    advance(durationSeconds, 's');
    await use.refund();
    await useUp(limit, 'grace');
    expect(await isRefused(limit, 'grace')).toBe(true);
  });

  test('begins a new window when the last one is over', async () => {
    await using opened = await open();
    const { limit } = opened;
    stopClock();
    await useUp(limit, 'grace');
    advance(durationSeconds * 1000 - 1, 'ms');
    expect(await isRefused(limit, 'grace')).toBe(true);
    advance(1, 'ms');
    await useUp(limit, 'grace');
    expect(await limit.tryConsume('grace')).toMatchObject({ retryAfterSeconds: durationSeconds });
  });

  test('tells when its first use was, and starts anew when it is forgotten', async () => {
    await using opened = await open();
    const { limit } = opened;
    stopClock();
    const sinceMs = Date.now();
    await useUp(limit, 'grace');
    advance(20, 's');
    const refusal = { retryAfterSeconds: 40, sinceMs, isShared: false };
    const refused = limit.tryConsume('grace');
    // The machine had something else to do.
    advance(1, 's');
    expect(await refused).toEqual(refusal);
    await limit.forget('grace', sinceMs - 1);
    expect('refund' in (await limit.tryConsume('grace'))).toBe(false);
    await limit.forget('grace', sinceMs);
    expect(await isRefused(limit, 'grace')).toBe(false);
  });

  test('keeps keys apart', async () => {
    await using opened = await open();
    const { limit } = opened;
    await useUp(limit, 'grace');
    expect(await isRefused(limit, 'ada')).toBe(false);
  });
});

describe('a counter of networks', () => {
  test('gives way to a new one only when there is no room left', async () => {
    const limit = limitOf('push_out', 10);
    await useUp(limit, 'first');
    await useUp(limit, 'second');
    await invent(limit, 8);
    expect(await isRefused(limit, 'first')).toBe(true);
    await invent(limit, 9);
    expect(await isRefused(limit, 'second')).toBe(true);
    expect(await isRefused(limit, 'first')).toBe(false);
  });

  test('of a window that is over goes first', async () => {
    const limit = limitOf('push_out', 10);
    stopClock();
    await invent(limit, 9);
    advance(durationSeconds - 1, 's');
    await useUp(limit, 'late');
    advance(1, 's');
    for (let index = 0; index < 9; index++) await limit.consume(`new${index}`);
    expect(await isRefused(limit, 'late')).toBe(true);
  });
});

/** A limit whose next refusal is overtaken: `meanwhile` runs before the refused attempt reads its window. */
async function overtaken(meanwhile: (limit: Limit) => Promise<void>) {
  const app = await createTestApp();
  const { database } = app;
  const budget = { name: 'guesses', points, durationSeconds };
  const key = new Uint8Array(32);
  const plain = new FailureRows({ database, key }).limit(budget);
  let isOvertaken = false;
  const change: typeof database.change = async (query, values) => {
    const rows = await database.change(query, values);
    if (rows.length > 0 || isOvertaken) return rows;
    isOvertaken = true;
    await meanwhile(plain);
    return rows;
  };
  const slow = Object.assign(Object.create(database) as typeof database, { change });
  await useUp(plain, 'grace');
  const limit = new FailureRows({ database: slow, key }).limit(budget);
  return { limit, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

describe('a counter of guesses in rows', () => {
  test('refuses no attempt whose window was reset while it was refused', async () => {
    await using scene = await overtaken((limit) => limit.forget('grace', Date.now()));
    expect(await scene.limit.tryConsume('grace')).toHaveProperty('refund');
  });

  test('refuses no attempt whose window was replaced by one with room', async () => {
    await using scene = await overtaken(async (limit) => {
      await limit.forget('grace', Date.now());
      await limit.consume('grace');
    });
    expect(await scene.limit.tryConsume('grace')).toHaveProperty('refund');
  });

  test('tells when the new window began if that is full as well', async () => {
    stopClock();
    await using scene = await overtaken(async (limit) => {
      await limit.forget('grace', Date.now());
      advance(1, 's');
      await useUp(limit, 'grace');
    });
    const began = Date.now();
    expect(await scene.limit.tryConsume('grace')).toMatchObject({ sinceMs: began + 1000 });
  });
});
