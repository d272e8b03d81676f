import type { Id } from '../../core/uuid.ts';
import type { Database } from '../../db/open.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import type { Log } from '../../io/log.ts';
import {
  deleteExpiredCodes,
  deleteExpiredFlows,
  deleteExpiredIdTokens,
  deleteOldEntries,
  deleteSessionsOver,
  nextSessions,
} from './queries.ts';

interface HousekeepingDependencies {
  readonly database: Database;
  readonly log: Log;
  readonly auditRetentionDays: number;
}

/** What one round removed. */
export interface Removed {
  readonly sessions: number;
  readonly flows: number;
  readonly auditEntries: number;
}

const dayMs = 24 * 60 * 60 * 1000;
// A used code must be remembered for a while: shown again it ends the session it gave.
const codeMemoryMs = dayMs;
// An ended session is kept for a day, so that a late refresh of it is told apart from a stolen one in the log.
const endedMemoryMs = dayMs;
// Small enough that the writer is never busy for more than a few milliseconds.
const batchSize = 100;
const pauseMs = 5;
const hourMs = 60 * 60 * 1000;

/** Removes what nobody can use any more, a little at a time, so that no sign-in waits for it. */
export class Housekeeping {
  readonly #the: HousekeepingDependencies;
  readonly #startedAt = Date.now() - performance.now();
  readonly #timer: Timer;
  #round: Promise<Removed> | null = null;
  #isClosed = false;

  /** Works once an hour until closed. */
  constructor(dependencies: HousekeepingDependencies) {
    this.#the = dependencies;
    // Not Bun.cron: for its calendar it loads the time zones of the world.
    this.#timer = setInterval(() => {
      void this.run().catch((error: unknown) => {
        dependencies.log.warn('housekeeping failed; it is tried again in an hour', { error });
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
    const before = now - this.#the.auditRetentionDays * dayMs;
    const removed = {
      sessions: await this.#removeSessions(now),
      flows:
        (await this.#drain((trx) => deleteExpiredFlows(trx, now, batchSize))) +
        (await this.#drain((trx) => deleteExpiredCodes(trx, now - codeMemoryMs, batchSize))) +
        (await this.#drain((trx) => deleteExpiredIdTokens(trx, now, batchSize))),
      auditEntries: await this.#drain((trx) => deleteOldEntries(trx, before, batchSize)),
    };
    this.#the.log.debug('housekeeping done');
    return removed;
  }

  /** A clock that is set forward must not make live sessions look expired: time also has to have passed. */
  #steadyNow(): number {
    return Math.min(Date.now(), this.#startedAt + performance.now());
  }

  async #removeSessions(now: number): Promise<number> {
    const over = { expiredBefore: now, endedBefore: now - endedMemoryMs };
    let removed = 0;
    let after: Id | null = null;
    while (!this.#isClosed) {
      const page = await nextSessions(this.#the.database.read, after, batchSize);
      const ids = page
        .filter(
          (each) =>
            each.refresh_expires_at < over.expiredBefore ||
            (each.ended_at ?? now) < over.endedBefore,
        )
        .map((each) => each.id);
      if (ids.length > 0)
        removed += await this.#the.database.write((trx) => deleteSessionsOver(trx, ids, over));
      after = page.at(-1)?.id ?? null;
      if (page.length < batchSize) break;
      await Bun.sleep(pauseMs);
    }
    return removed;
  }

  /** Repeats a batch until it finds nothing. */
  async #drain(batch: (trx: WriteTransaction) => Promise<number>): Promise<number> {
    let removed = 0;
    while (!this.#isClosed) {
      const count = await this.#the.database.write(batch);
      removed += count;
      if (count < batchSize) break;
      await Bun.sleep(pauseMs);
    }
    return removed;
  }
}
