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
    if (this.#free > 0) this.#free -= 1;
    else await this.#waits.during(() => this.#turn(waiting));
    try {
      return await work();
    } finally {
      this.#passOn();
    }
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

  /** A place that is given up goes to the next who waits without becoming free in between. */
  #passOn(): void {
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
