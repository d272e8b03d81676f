import type { PostgresPool } from 'kysely';

/** A longer wait means that the connections are too few for the load. */
const longMs = 2000;

/** Watches how long callers wait for a connection of some pools. */
export class ConnectionWaits {
  /** When each of those who wait began; the first has waited longest. */
  readonly #since = new Set<{ readonly at: number }>();

  /** The same pool, watched. */
  watch(pool: PostgresPool): PostgresPool {
    return {
      options: pool.options,
      connect: () => this.during(() => pool.connect()),
      end: () => pool.end(),
    };
  }

  /** Counts a caller as waiting while `wait` runs. */
  async during<T>(wait: () => Promise<T>): Promise<T> {
    const caller = { at: performance.now() };
    this.#since.add(caller);
    try {
      return await wait();
    } finally {
      this.#since.delete(caller);
    }
  }

  /** Whether a caller has waited for more than two seconds. */
  isLong(): boolean {
    const [first] = this.#since;
    return first !== undefined && performance.now() - first.at > longMs;
  }
}
