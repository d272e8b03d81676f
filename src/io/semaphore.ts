import { AppError } from '../core/errors.ts';

interface SemaphoreOptions {
  /** How much work may run at once. */
  readonly places: number;
  /** How many calls may wait. */
  readonly maxWaiting: number;
}

interface Waiter {
  readonly needs: number;
  readonly enter: () => void;
}

/** Limits how much heavy work runs at once, so that its memory is bounded; first come, first served. */
export class Semaphore {
  readonly #maxWaiting: number;
  readonly #waiting: Waiter[] = [];
  #free: number;

  constructor({ places, maxWaiting }: SemaphoreOptions) {
    this.#free = places;
    this.#maxWaiting = maxWaiting;
  }

  /** Runs `work` once `needs` places are free. Throws AppError `server_busy` when too many calls wait. */
  async run<T>(needs: number, work: () => Promise<T>): Promise<T> {
    await this.#enter(needs);
    try {
      return await work();
    } finally {
      this.#free += needs;
      this.#admit();
    }
  }

  async #enter(needs: number): Promise<void> {
    if (this.#waiting.length >= this.#maxWaiting) {
      throw new AppError('server_busy', { retryAfterSeconds: 2 });
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ needs, enter: resolve });
    this.#admit();
    await promise;
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && next.needs <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.needs;
      next.enter();
    }
  }
}
