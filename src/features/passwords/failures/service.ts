import type { Kysely } from 'kysely';
import { hmacSha512 } from '../../../core/tokens.ts';
import type { Database } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import { type Limit, rateLimited, type Refusal, type Use } from '../../../io/bounded-limit.ts';
import type { GuessBudget } from '../../../io/rate-limits.ts';
import {
  countKeys,
  deleteOverWindows,
  prepareCountFailure,
  prepareDropWindow,
  prepareFindWindow,
  prepareForgetFailures,
  prepareUncount,
} from './queries.ts';

interface FailureRowsDependencies {
  readonly database: Database;
  /** Hashes what is counted, so that the table tells no address. */
  readonly key: Uint8Array;
  /** How many keys there may be before new ones share a counter. */
  readonly maxKeys?: number;
}

/** As many keys as three limits in memory have together. */
const maxKeysByDefault = 300_000;
/** How many new keys are counted before the rows are counted again. Each instance may exceed the bound by as many. */
const keysBetweenCounts = 1000;
/** How long the table counts as full after it was found full, in milliseconds. */
const fullForMs = 1000;
const keyBytes = 32;
/**
 * How often an attempt is counted again when the window that refused it was gone, or had room, once it was read:
 * it was reset, or a use was taken back.
 */
const maxAttempts = 10;
/** Cannot equal the key of a client: those are addresses and networks. */
const sharedKey = '\0shared';

interface Window {
  readonly keyHash: Uint8Array;
  readonly since: number;
}

/**
 * Limits of failed logins that all instances of a database count together, in rows. Each attempt is counted by one
 * statement; the database puts those of one key in order.
 */
export class FailureRows {
  readonly #database: Database;
  readonly #key: Uint8Array;
  readonly #maxKeys: number;
  readonly #queries: Readonly<{
    count: ReturnType<typeof prepareCountFailure>;
    findWindow: ReturnType<typeof prepareFindWindow>;
    dropWindow: ReturnType<typeof prepareDropWindow>;
    uncount: ReturnType<typeof prepareUncount>;
    forget: ReturnType<typeof prepareForgetFailures>;
  }>;
  /** How many new keys may be added before the rows are counted. */
  #room = 0;
  #foundFullAt: number | null = null;
  #counting: Promise<void> | null = null;

  constructor({ database, key, maxKeys = maxKeysByDefault }: FailureRowsDependencies) {
    this.#database = database;
    this.#key = key;
    this.#maxKeys = maxKeys;
    const { read } = database;
    this.#queries = {
      count: prepareCountFailure(read),
      findWindow: prepareFindWindow(read),
      dropWindow: prepareDropWindow(read),
      uncount: prepareUncount(read),
      forget: prepareForgetFailures(read),
    };
  }

  /** The limit with a budget. Limits of different names count apart. */
  limit(budget: GuessBudget): Limit {
    const hashOf = (key: string) => this.#hash(budget.name, key);
    const tryConsume = async (key: string) => {
      const now = Date.now();
      const own = hashOf(key);
      if (await this.#mayCount(own, now)) return this.#consume(own, budget, now);
      const outcome = await this.#consume(hashOf(sharedKey), budget, now);
      return 'refund' in outcome ? outcome : { ...outcome, isShared: true };
    };
    return {
      tryConsume,
      async consume(key) {
        const outcome = await tryConsume(key);
        if ('refund' in outcome) return outcome;
        throw rateLimited(outcome);
      },
      forget: async (key, upTo) => {
        await this.#database.change(this.#queries.forget, { keyHash: hashOf(key), upTo });
      },
      spent: async (key) => {
        const window = await this.#findWindow(hashOf(key), Date.now());
        if (window === undefined || window.count < budget.points) return null;
        return { sinceMs: window.since, untilMs: window.expires_at };
      },
    };
  }

  #hash(name: string, key: string): Uint8Array {
    return hmacSha512(this.#key, new TextEncoder().encode(`${name}\0${key}`)).subarray(0, keyBytes);
  }

  async #consume(
    keyHash: Uint8Array,
    { points, durationSeconds }: GuessBudget,
    now: number,
  ): Promise<Use | Refusal> {
    const expiresAt = now + durationSeconds * 1000;
    const values = { keyHash, now, expiresAt, points };
    for (let attempt = 1; ; attempt++) {
      const [counted] = await this.#database.change(this.#queries.count, values);
      if (counted !== undefined) {
        if (counted.count === 1) this.#room -= 1;
        return { refund: () => this.#uncount(keyHash, counted.since) };
      }
      const window = await this.#findWindow(keyHash, now);
      if (window !== undefined && window.count >= points) return refusalOf(window, now);
      if (attempt === maxAttempts) return refusalOf({ since: now, expires_at: now }, now);
    }
  }

  async #findWindow(keyHash: Uint8Array, now: number) {
    const { read } = this.#database;
    const [window] = await this.#queries.findWindow.run(read, { keyHash, now });
    return window;
  }

  /** A key without counted failures needs no row; most have one, which goes by a single statement. */
  async #uncount(keyHash: Uint8Array, since: number): Promise<void> {
    const window = { keyHash, since };
    if (await this.#drop(window, 1)) return;
    const [left] = await this.#database.change(this.#queries.uncount, window);
    if (left?.count === 0) await this.#drop(window, 0);
  }

  async #drop(window: Window, atMost: number): Promise<boolean> {
    const values = { ...window, atMost };
    return (await this.#database.change(this.#queries.dropWindow, values)).length > 0;
  }

  /** Whether a key may have its own counter: while there is room, and afterwards if it has one. */
  async #mayCount(keyHash: Uint8Array, now: number): Promise<boolean> {
    if (this.#room <= 0) await this.#countRows();
    if (this.#room > 0) return true;
    return (await this.#findWindow(keyHash, now)) !== undefined;
  }

  #countRows(): Promise<void> {
    const sinceFull = this.#foundFullAt === null ? fullForMs : Date.now() - this.#foundFullAt;
    if (sinceFull >= 0 && sinceFull < fullForMs) return Promise.resolve();
    this.#counting ??= this.#makeRoom().finally(() => {
      this.#counting = null;
    });
    return this.#counting;
  }

  async #makeRoom(): Promise<void> {
    const now = Date.now();
    let left = this.#maxKeys - (await countKeys(this.#database.read, this.#maxKeys));
    if (left <= 0) {
      left += await this.#database.write((trx) => expire(trx, now, keysBetweenCounts));
    }
    this.#room = Math.min(left, keysBetweenCounts);
    this.#foundFullAt = left <= 0 ? now : null;
  }
}

function refusalOf(window: { since: number; expires_at: number }, now: number): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil((window.expires_at - now) / 1000));
  return { retryAfterSeconds, sinceMs: window.since, isShared: false };
}

/** Deletes at most `limit` counters whose windows are over; returns how many. */
export function expire(db: Kysely<Schema>, now: number, limit: number): Promise<number> {
  return deleteOverWindows(db, now, limit);
}
