import { describe, expect, test } from 'bun:test';
import { BoundedLimit, type Limit } from '../../src/io/bounded-limit.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';

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

describe('a counter of guesses', () => {
  test('is not pushed out by 100,000 invented keys', async () => {
    const limit = new BoundedLimit({ points, durationSeconds, whenFull: 'share' });
    await useUp(limit, 'grace');
    await invent(limit, 100_001);
    expect(await isRefused(limit, 'grace')).toBe(true);
  });

  test('is shared by all new keys when there is no room left, and free again when there is', async () => {
    const limit = limitOf('share', 10);
    stopClock();
    await invent(limit, 10);
    await useUp(limit, 'ada');
    expect(await limit.tryConsume('grace')).toMatchObject({ isShared: true });
    expect(await isRefused(limit, 'invented0')).toBe(false);
    advance(durationSeconds, 's');
    expect(await isRefused(limit, 'grace')).toBe(false);
  });

  test('needs no room once all of its uses are taken back', async () => {
    const limit = limitOf('share', 10);
    for (let index = 0; index < 100; index++) {
      const use = await limit.consume(`right${index}`);
      await use.refund();
    }
    await useUp(limit, 'grace');
    expect(await limit.tryConsume('grace')).toMatchObject({ isShared: false });
    expect(await isRefused(limit, 'ada')).toBe(false);
  });

  test('is not made of refused uses', async () => {
    const limit = limitOf('share');
    const uses = await Promise.all(Array.from({ length: 10 }, () => limit.tryConsume('grace')));
    const counted = uses.flatMap((use) => ('refund' in use ? [use] : []));
    expect(counted.length).toBe(points);
    for (const use of counted) await use.refund();
    await useUp(limit, 'grace');
    expect(await isRefused(limit, 'grace')).toBe(true);
  });

  test('gives no use away when one is taken back after its window', async () => {
    const limit = limitOf('share');
    stopClock();
    const use = await limit.consume('grace');
    advance(durationSeconds, 's');
    await use.refund();
    await useUp(limit, 'grace');
    expect(await isRefused(limit, 'grace')).toBe(true);
  });

  test('tells when its first use was, and starts anew when it is forgotten', async () => {
    const limit = limitOf('share');
    stopClock();
    const sinceMs = Date.now();
    await useUp(limit, 'grace');
    advance(20, 's');
    const refusal = { retryAfterSeconds: 40, sinceMs, isShared: false };
    const refused = limit.tryConsume('grace');
    // The machine had something else to do.
    advance(1, 's');
    expect(await refused).toEqual(refusal);
    await limit.forget('grace');
    expect(await isRefused(limit, 'grace')).toBe(false);
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
