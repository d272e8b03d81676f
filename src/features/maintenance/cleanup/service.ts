import type { Kysely } from 'kysely';
import type { Database } from '../../../db/open.ts';
import type { Schema } from '../../../db/schema.ts';
import type { Log } from '../../../io/log.ts';
import type { Waiting } from '../../admin/waiting/service.ts';
import type { SessionExpiry } from '../../sessions/expiry/service.ts';

interface HousekeepingDependencies {
  readonly database: Database;
  readonly log: Log;
  readonly waiting: Waiting;
  readonly sessionExpiry: SessionExpiry;
  /** What belongs to sign-ins under way, and to those that are over. */
  readonly signIns: readonly Expire[];
  readonly auditEntries: Expire;
}

/** Removes rows whose time is over, at most `limit`; answers how many. */
type Expire = (db: Kysely<Schema>, now: number, limit: number) => Promise<number>;

/** What one round removed. */
export interface Removed {
  readonly sessions: number;
  readonly registrations: number;
  readonly flows: number;
  readonly auditEntries: number;
}

// Small enough that the writer is never busy for more than a few milliseconds.
const batchSize = 100;
// An account takes along what is its own in half a dozen tables.
const accountBatchSize = 20;
const pauseMs = 5;
const hourMs = 60 * 60 * 1000;

/** Removes what nobody can use any more, a little at a time, so that no sign-in waits for it. */
export class Housekeeping {
  readonly #database: Database;
  readonly #log: Log;
  readonly #waiting: Waiting;
  readonly #sessionExpiry: SessionExpiry;
  readonly #signIns: readonly Expire[];
  readonly #auditEntries: Expire;
  readonly #startedAt = Date.now() - performance.now();
  readonly #timer: Timer;
  #round: Promise<Removed> | null = null;
  #isClosed = false;

  /** Works once an hour until closed. */
  constructor({
    database,
    log,
    waiting,
    sessionExpiry,
    signIns,
    auditEntries,
  }: HousekeepingDependencies) {
    this.#database = database;
    this.#log = log;
    this.#waiting = waiting;
    this.#sessionExpiry = sessionExpiry;
    this.#signIns = signIns;
    this.#auditEntries = auditEntries;
    // Not Bun.cron: for its calendar it loads the time zones of the world.
    this.#timer = setInterval(() => {
      void this.run().catch((error: unknown) => {
        log.warn('housekeeping failed; it is tried again in an hour', { error });
      });
    }, hourMs).unref();
  }

  /** One round; a second call joins the one under way. */
  run(): Promise<Removed> {
    this.#round ??= this.#runOnce().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  /** Stops after the batch under way. A failure of it is for whoever asked for the round. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#round?.catch(() => null);
  }

  async #runOnce(): Promise<Removed> {
    const now = this.#steadyNow();
    const removed = {
      sessions: await this.#removeSessions(now),
      registrations: await this.#expireRegistrations(now),
      flows: await this.#drainAll(this.#signIns, now),
      auditEntries: await this.#drainAll([this.#auditEntries], now),
    };
    this.#log.debug('housekeeping done');
    return removed;
  }

  /** A clock that is set forward must not make live sessions look expired: time also has to have passed. */
  #steadyNow(): number {
    return Math.min(Date.now(), this.#startedAt + performance.now());
  }

  async #removeSessions(now: number): Promise<number> {
    let removed = 0;
    if (this.#isClosed) return removed;
    for await (const count of this.#sessionExpiry.expire(now)) {
      removed += count;
      if (this.#isClosed) break;
      await Bun.sleep(pauseMs);
    }
    return removed;
  }

  async #expireRegistrations(now: number): Promise<number> {
    let expired = 0;
    while (!this.#isClosed) {
      const count = await this.#waiting.expire(now, accountBatchSize);
      expired += count;
      if (count < accountBatchSize) break;
      await Bun.sleep(pauseMs);
    }
    return expired;
  }

  async #drainAll(tables: readonly Expire[], now: number): Promise<number> {
    let removed = 0;
    for (const expire of tables) removed += await this.#drain(expire, now);
    return removed;
  }

  /** Repeats a batch until it finds nothing. */
  async #drain(expire: Expire, now: number): Promise<number> {
    let removed = 0;
    while (!this.#isClosed) {
      const count = await this.#database.write((trx) => expire(trx, now, batchSize));
      removed += count;
      if (count < batchSize) break;
      await Bun.sleep(pauseMs);
    }
    return removed;
  }
}
