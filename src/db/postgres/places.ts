import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { ConnectionWaits } from './connection-waits.ts';

interface PlacesOptions {
  /** How much work runs at once. */
  readonly count: number;
  readonly waits: ConnectionWaits;
}

/** How work waits for a place. */
export interface Waiting {
  /** Until when, in milliseconds as `performance.now()` counts them. */
  readonly until: number;
  /** Whether it goes before work that has not run yet. */
  readonly isFirst: boolean;
}

/** Places for work, given out in the order in which it came: a pool of connections would refuse the last of many. */
export class Places {
  readonly #waits: ConnectionWaits;
  /** Those who wait; each runs when its turn has come. */
  readonly #first = new Set<() => void>();
  readonly #others = new Set<() => void>();
  #free: number;

  constructor({ count, waits }: PlacesOptions) {
    this.#free = count;
    this.#waits = waits;
  }

  /** Runs `work` once there is a place. Throws AppError `server_busy` when there is none in time. */
  async run<T>(waiting: Waiting, work: () => Promise<T>): Promise<T> {
    await this.take(waiting);
    try {
      return await work();
    } finally {
      this.giveUp();
    }
  }

  /** Takes a place once there is one. Throws AppError `server_busy` when there is none in time. */
  async take(waiting: Waiting): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#waits.during(() => this.#turn(waiting));
  }

  #turn({ until, isFirst }: Waiting): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const line = isFirst ? this.#first : this.#others;
    const enter = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(
      () => {
        line.delete(enter);
        reject(new AppError('server_busy', { retryAfterSeconds: 2 }));
      },
      Math.max(0, until - performance.now()),
    );
    line.add(enter);
    return promise;
  }

  /** Gives a place to the next who waits, without its becoming free in between. */
  giveUp(): void {
    const line = this.#first.size > 0 ? this.#first : this.#others;
    const [enter] = line;
    if (enter === undefined) {
      this.#free += 1;
      return;
    }
    line.delete(enter);
    enter();
  }
}

/** How long anything waits for a connection, in milliseconds. */
export const maxWaitMs = 10_000;

interface Line {
  readonly places: Places;
  readonly isFirst: boolean;
}

/** The same pool, for callers that wait for its connections in a line of their own. */
export function inLine(pool: PostgresPool, { places, isFirst }: Line): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      await places.take({ until: performance.now() + maxWaitMs, isFirst });
      try {
        return withGivingUp(await pool.connect(), places);
      } catch (error) {
        places.giveUp();
        throw error;
      }
    },
    end: () => pool.end(),
  };
}

function withGivingUp(client: PostgresPoolClient, places: Places): PostgresPoolClient {
  const release = client.release.bind(client);
  return Object.assign(client, {
    release: () => {
      release();
      places.giveUp();
    },
  });
}
