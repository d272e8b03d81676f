import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/open.ts';
import type { WriteTransaction } from '../../../db/writer.ts';
import type { Log } from '../../../io/log.ts';
import type { Waiting } from '../../admin/waiting/service.ts';
import { isOver, surplusSessions, tellsNetworks } from './rules.ts';
import {
  deleteExpiredCodes,
  deleteExpiredFlows,
  deleteExpiredIdTokens,
  deleteOldEntries,
  deleteSessionsOver,
  nextSessions,
  prepareSessionsOver,
  type SessionMark,
} from './queries.ts';

interface HousekeepingDependencies {
  readonly database: Database;
  readonly log: Log;
  readonly waiting: Waiting;
  readonly auditRetentionDays: number;
}

/** What one round removed. */
export interface Removed {
  readonly sessions: number;
  readonly registrations: number;
  readonly flows: number;
  readonly auditEntries: number;
}

const dayMs = 24 * 60 * 60 * 1000;
// A used code must be remembered for a while: shown again it ends the session it gave.
const codeMemoryMs = dayMs;
// Small enough that the writer is never busy for more than a few milliseconds.
const batchSize = 100;
// An account takes along what is its own in half a dozen tables.
const accountBatchSize = 20;
// Of one person in one go; what is left has its turn in the next round.
const maxSessionsOver = 1000;
const pauseMs = 5;
const hourMs = 60 * 60 * 1000;

/** Removes what nobody can use any more, a little at a time, so that no sign-in waits for it. */
export class Housekeeping {
  readonly #database: Database;
  readonly #log: Log;
  readonly #waiting: Waiting;
  readonly #auditRetentionDays: number;
  readonly #startedAt = Date.now() - performance.now();
  readonly #timer: Timer;
  readonly #sessionsOver: ReturnType<typeof prepareSessionsOver>;
  #round: Promise<Removed> | null = null;
  #isClosed = false;

  /** Works once an hour until closed. */
  constructor({ database, log, waiting, auditRetentionDays }: HousekeepingDependencies) {
    this.#database = database;
    this.#log = log;
    this.#waiting = waiting;
    this.#auditRetentionDays = auditRetentionDays;
    this.#sessionsOver = prepareSessionsOver(database.read, maxSessionsOver);
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
    const before = now - this.#auditRetentionDays * dayMs;
    const removed = {
      sessions: await this.#removeSessions(now),
      registrations: await this.#expireRegistrations(now),
      flows:
        (await this.#drain((trx) => deleteExpiredFlows(trx, now, batchSize))) +
        (await this.#drain((trx) => deleteExpiredCodes(trx, now - codeMemoryMs, batchSize))) +
        (await this.#drain((trx) => deleteExpiredIdTokens(trx, now, batchSize))),
      auditEntries: await this.#drain((trx) => deleteOldEntries(trx, before, batchSize)),
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
    let after: Id | null = null;
    while (!this.#isClosed) {
      const page = await nextSessions(this.#database.read, after, batchSize);
      const ids = this.#uselessAmong(page, now);
      for (let start = 0; start < ids.length && !this.#isClosed; start += batchSize) {
        const batch = ids.slice(start, start + batchSize);
        removed += await this.#database.write((trx) => deleteSessionsOver(trx, batch, now));
      }
      after = page.at(-1)?.id ?? null;
      if (page.length < batchSize) break;
      await Bun.sleep(pauseMs);
    }
    return removed;
  }

  /** Of those of the page that are over, and of others of the same people, those that are of no use. */
  #uselessAmong(page: readonly SessionMark[], now: number): readonly Id[] {
    const over = page.filter((session) => isOver(session, now));
    const useless = over.filter((session) => !tellsNetworks(session, now));
    const people = new Map(
      over
        .filter((session) => tellsNetworks(session, now))
        .map(({ user_id: userId }) => [userId.toHex(), userId]),
    );
    for (const userId of people.values()) {
      const sessions = this.#database.find(this.#sessionsOver, { userId, now });
      useless.push(...surplusSessions(sessions, now));
    }
    const ids = new Map(useless.map(({ id }) => [id.toHex(), id]));
    return [...ids.values()];
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

  /** Repeats a batch until it finds nothing. */
  async #drain(batch: (trx: WriteTransaction) => Promise<number>): Promise<number> {
    let removed = 0;
    while (!this.#isClosed) {
      const count = await this.#database.write(batch);
      removed += count;
      if (count < batchSize) break;
      await Bun.sleep(pauseMs);
    }
    return removed;
  }
}
