import { describe, expect, test } from 'bun:test';
import { burst, busy, repeat, withPool } from '../support/password-pool.ts';

describe('a full hashing queue', () => {
  test('pushes out the newest of the fullest network for one that has nothing waiting', async () => {
    await withPool({ workers: 1, maxWaiting: 8, maxWaitMs: 60_000 }, async (pool) => {
      const [flood, neighbour, unknown] = await Promise.all([
        burst(pool, 20, '203.0.113.0/24'),
        burst(pool, 3, '198.51.100.0/24'),
        burst(pool, 5),
      ]);
      expect(flood).toEqual([...repeat(12, busy), ...repeat(8, false)]);
      expect(neighbour).toEqual([...repeat(2, busy), false]);
      expect(unknown).toEqual(repeat(5, busy));
    });
  });

  test('refuses one network while another still gets its turn: 150 at once against one', async () => {
    await withPool({ workers: 1, maxWaiting: 8, maxWaitMs: 60_000 }, async (pool) => {
      const order: string[] = [];
      const flood = burst(pool, 150, '2001:db8:1::/48').finally(() => order.push('flood'));
      const victim = burst(pool, 1, '2001:db8:2::/48').finally(() => order.push('victim'));
      expect(await victim).toEqual([false]);
      await flood;
      expect(order).toEqual(['victim', 'flood']);
    });
  });
});

describe('a place in the queue', () => {
  test('is taken before there is a password, and given back when there is none', async () => {
    await withPool({ workers: 1, maxWaiting: 1, maxWaitMs: 60_000 }, async (pool) => {
      const places = [pool.admit(), pool.admit()];
      expect(() => pool.admit()).toThrow(expect.objectContaining({ code: 'server_busy' }));
      for (const place of places) place[Symbol.dispose]();
      expect(await burst(pool, 2)).toEqual([false, false]);
    });
  });

  test('does not hold up the passwords behind it', async () => {
    await withPool({ workers: 1, maxWaitMs: 60_000 }, async (pool) => {
      using place = pool.admit('203.0.113.0/24');
      expect(await burst(pool, 2, '203.0.113.0/24')).toEqual([false, false]);
      expect(await place.verify('correct horse', null)).toBe(false);
    });
  });

  test('that was pushed out meanwhile refuses the password', async () => {
    await withPool({ workers: 1, maxWaiting: 1, maxWaitMs: 60_000 }, async (pool) => {
      using kept = pool.admit('203.0.113.0/24');
      using lost = pool.admit('203.0.113.0/24');
      using late = pool.admit('198.51.100.0/24');
      expect(await lost.verify('correct horse', null).catch((error: unknown) => error)).toEqual(
        busy,
      );
      expect(await kept.verify('correct horse', null)).toBe(false);
      expect(await late.verify('correct horse', null)).toBe(false);
    });
  });
});
