import { expect } from 'bun:test';
import { createPasswords } from '../../src/io/passwords.ts';

type Pool = ReturnType<typeof createPasswords>;

/** A pool of its own for tests that fill it. */
export async function withPool(
  options: Parameters<typeof createPasswords>[0],
  body: (pool: Pool) => Promise<void>,
): Promise<void> {
  const pool = createPasswords(options);
  try {
    await body(pool);
  } finally {
    await pool.close();
  }
}

/** Starts `count` checks at once; the outcomes are in the order in which they came. */
export async function burst(pool: Pool, count: number, network: string | null = null) {
  const outcomes: unknown[] = [];
  const attempts = Array.from({ length: count }, async () => {
    try {
      outcomes.push(await pool.verify('correct horse', null, network));
    } catch (error) {
      outcomes.push(error);
    }
  });
  await Promise.all(attempts);
  return outcomes;
}

export const busy = expect.objectContaining({
  code: 'server_busy',
  status: 503,
  retryAfterSeconds: 1,
});

export function repeat<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}
