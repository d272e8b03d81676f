import type { RateLimiterRes } from 'rate-limiter-flexible';
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { AppError } from '../core/errors.ts';
import type { Origin } from '../core/origin.ts';

/** Counts uses of a key in a window of time; kept in memory, forgotten at a restart. */
export interface Limit {
  /** Counts one use. Throws AppError `rate_limited` when there were too many. */
  consume(key: string): Promise<void>;
  /** Takes one use back. */
  refund(key: string): Promise<void>;
}

/** Counts requests by where they come from. */
export interface NetworkLimit {
  /** Counts one request. Throws AppError `rate_limited` when its network sent too many. */
  count(client: Pick<Origin, 'network' | 'area'>): Promise<void>;
}

export interface RateLimits {
  readonly registration: NetworkLimit;
  readonly login: NetworkLimit;
  readonly refresh: NetworkLimit;
  /** Sign-ins begun at a provider. */
  readonly signInStart: NetworkLimit;
  /** Callbacks of providers that belong to no sign-in: how many of them the audit log tells. */
  readonly strayCallback: NetworkLimit;
  /** Codes and provider's tokens traded for ours. */
  readonly exchange: NetworkLimit;
  /** Failed logins of one address from one network. */
  readonly loginFailuresHere: Limit;
  /** Failed logins of one address from anywhere. */
  readonly loginFailures: Limit;
  /** Pictures that one person sends. */
  readonly images: Limit;
}

const minute = 60;
const hour = 60 * minute;

/** The limits of the contract; with `enabled` false none of them ever refuses. */
export function createRateLimits(enabled: boolean): RateLimits {
  const limit = (points: number, durationSeconds: number): Limit =>
    enabled ? new BoundedLimit(points, durationSeconds) : unlimited;
  const networkLimit = (points: number, durationSeconds: number): NetworkLimit =>
    perNetwork(limit(points, durationSeconds), limit(points * areaFactor, durationSeconds));
  return {
    registration: networkLimit(10, hour),
    login: networkLimit(30, minute),
    refresh: networkLimit(300, minute),
    signInStart: networkLimit(60, minute),
    strayCallback: networkLimit(10, minute),
    exchange: networkLimit(60, minute),
    loginFailuresHere: limit(10, 15 * minute),
    loginFailures: limit(100, hour),
    images: limit(10, hour),
  };
}

/** How many times the budget of one network a whole IPv6 /48 has, and so do clients that share a key. */
const areaFactor = 10;

function perNetwork(narrow: Limit, wide: Limit): NetworkLimit {
  return {
    async count({ network, area }) {
      if (area === null) {
        await wide.consume(network);
        return;
      }
      await narrow.consume(network);
      // An IPv4 address is counted by itself; who owns an IPv6 /48 has 65,536 networks of /64.
      if (area.includes(':')) await wide.consume(area);
    },
  };
}

const unlimited: Limit = {
  consume: () => Promise.resolve(),
  refund: () => Promise.resolve(),
};

// An attacker who invents keys must not be able to fill the memory: the oldest are forgotten first.
const maxKeys = 100_000;

class BoundedLimit implements Limit {
  readonly #limiter: RateLimiterMemory;
  readonly #keys = new Set<string>();

  constructor(points: number, durationSeconds: number) {
    this.#limiter = new RateLimiterMemory({ points, duration: durationSeconds });
  }

  async consume(key: string): Promise<void> {
    await this.#remember(key);
    try {
      await this.#limiter.consume(key);
    } catch (refusal) {
      if (!isRefusal(refusal)) throw refusal;
      throw new AppError('rate_limited', {
        retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
      });
    }
  }

  async refund(key: string): Promise<void> {
    await this.#limiter.reward(key);
  }

  async #remember(key: string): Promise<void> {
    this.#keys.delete(key);
    this.#keys.add(key);
    if (this.#keys.size <= maxKeys) return;
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest);
      await this.#limiter.delete(oldest);
      return;
    }
  }
}

function isRefusal(value: unknown): value is RateLimiterRes {
  return typeof value === 'object' && value !== null && 'msBeforeNext' in value;
}
