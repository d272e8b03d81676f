import type { RateLimiterRes } from 'rate-limiter-flexible';
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { AppError } from '../core/errors.ts';

/** One counted use. */
export interface Use {
  /** Uncounts the use. */
  refund(): Promise<void>;
}

/** A use that was refused and not counted, because the limit was reached. */
export interface Refusal {
  readonly retryAfterSeconds: number;
  /** When the first counted use was, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** Whether the key shares a counter with other keys, because there were too many keys. */
  readonly isShared: boolean;
}

/** Counts uses of a key in a time window. */
export interface Limit {
  /** Counts one use. Throws AppError `rate_limited` when the limit is reached. */
  consume(key: string): Promise<Use>;
  /** As `consume`, but returns the refusal. */
  tryConsume(key: string): Promise<Use | Refusal>;
  /** Resets the counter of a key if its first counted use was by `upToMs`, in milliseconds since 1970. */
  forget(key: string, upToMs: number): Promise<void>;
  /** The window of a key that would refuse the next use, without counting one; null when none would. */
  spent(key: string): Promise<SpentWindow | null>;
}

/** A window without uses left, in milliseconds since 1970. */
export interface SpentWindow {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** The refusal as an error for the client. */
export function rateLimited({ retryAfterSeconds }: Refusal): AppError {
  return new AppError('rate_limited', { retryAfterSeconds });
}

const nothingCounted: Use = { refund: () => Promise.resolve() };

/** A limit that counts nothing and never refuses. */
export const unlimited: Limit = {
  consume: () => Promise.resolve(nothingCounted),
  tryConsume: () => Promise.resolve(nothingCounted),
  forget: () => Promise.resolve(),
  spent: () => Promise.resolve(null),
};

/**
 * What happens to a new key when the memory for keys is full. `push_out`: the oldest key is forgotten. `share`:
 * all new keys count under one, so that invented keys cannot reset a counter.
 */
export type WhenFull = 'push_out' | 'share';

interface BoundedLimitOptions {
  /** How many uses one window has. */
  readonly points: number;
  readonly durationSeconds: number;
  readonly whenFull: WhenFull;
  readonly maxKeys?: number;
}

/** Bounds the memory for keys, because clients can invent any number of them. */
const maxKeysByDefault = 100_000;
/** Cannot equal a key of a client: those are addresses and networks. */
const sharedKey = '\0shared';

/** A `Limit` in bounded memory, lost at a restart. */
export class BoundedLimit implements Limit {
  readonly #limiter: RateLimiterMemory;
  readonly #durationMs: number;
  readonly #whenFull: WhenFull;
  readonly #maxKeys: number;
  /**
   * The keys with counted uses and the ends of their windows, in order of time, because all windows have the same
   * length.
   */
  readonly #endings = new Map<string, number>();

  constructor({ points, durationSeconds, whenFull, maxKeys }: BoundedLimitOptions) {
    this.#limiter = new RateLimiterMemory({ points, duration: durationSeconds });
    this.#durationMs = durationSeconds * 1000;
    this.#whenFull = whenFull;
    this.#maxKeys = maxKeys ?? maxKeysByDefault;
  }

  async consume(key: string): Promise<Use> {
    const outcome = await this.tryConsume(key);
    if ('refund' in outcome) return outcome;
    throw rateLimited(outcome);
  }

  async tryConsume(key: string): Promise<Use | Refusal> {
    const counted = this.#remember(key);
    // Read before anything is awaited, because `msBeforeNext` counts from the moment of the call.
    const now = Date.now();
    try {
      await this.#limiter.consume(counted);
      return { refund: () => this.#takeBack(counted) };
    } catch (refusal) {
      if (!isLimiterResult(refusal)) throw refusal;
      // A refused use did not happen, so it must not count.
      await this.#takeBack(counted);
      return {
        retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
        sinceMs: now + refusal.msBeforeNext - this.#durationMs,
        isShared: counted === sharedKey,
      };
    }
  }

  async forget(key: string, upToMs: number): Promise<void> {
    const endsAt = this.#endings.get(key);
    if (endsAt !== undefined && endsAt - this.#durationMs <= upToMs) await this.#drop(key);
  }

  async spent(key: string): Promise<SpentWindow | null> {
    const now = Date.now();
    const window = await this.#limiter.get(key);
    if (window === null || window.msBeforeNext <= 0 || window.remainingPoints > 0) return null;
    const untilMs = now + window.msBeforeNext;
    return { sinceMs: untilMs - this.#durationMs, untilMs };
  }

  // The limiter returns promises, but its memory has already changed when it does, so no other call can interleave.
  async #drop(key: string): Promise<void> {
    this.#endings.delete(key);
    await this.#limiter.delete(key);
  }

  /** A key without counted uses needs no memory, and an expired one must not go below zero. */
  async #takeBack(key: string): Promise<void> {
    const { consumedPoints } = await this.#limiter.reward(key);
    if (consumedPoints <= 0) await this.#drop(key);
  }

  /** The key to count under, after making room for a new one. */
  #remember(key: string): string {
    const now = Date.now();
    const endsAt = this.#endings.get(key);
    if (endsAt !== undefined && endsAt > now) return key;
    this.#endings.delete(key);
    if (this.#endings.size >= this.#maxKeys && !this.#makeRoom(now)) return sharedKey;
    this.#endings.set(key, now + this.#durationMs);
    return key;
  }

  /** Removes keys whose windows are over, else the oldest; false when neither is possible. */
  #makeRoom(now: number): boolean {
    for (const [key, endsAt] of this.#endings) {
      const isFull = this.#endings.size >= this.#maxKeys;
      if (endsAt > now && !(isFull && this.#whenFull === 'push_out')) break;
      void this.#drop(key);
    }
    return this.#endings.size < this.#maxKeys;
  }
}

function isLimiterResult(value: unknown): value is RateLimiterRes {
  return typeof value === 'object' && value !== null && 'msBeforeNext' in value;
}
