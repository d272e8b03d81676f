// Deletes sessions that are over; those that show from which networks an account is used are kept longer.
import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import { isOver, surplusSessions, tellsNetworks } from './rules.ts';
import {
  deleteSessionsOver,
  forgetSignOuts,
  nextSessions,
  prepareSessionsOver,
  type SessionInPage,
  type SessionMark,
} from './queries.ts';

interface SessionExpiryDependencies {
  readonly database: Database;
}

// Small enough that a batch occupies the writer for only a few milliseconds.
const batchSize = 100;
// The limit per user in one run; the next run deletes the rest.
const maxSessionsOver = 1000;

export class SessionExpiry {
  readonly #database: Database;
  readonly #sessionsOver: ReturnType<typeof prepareSessionsOver>;

  constructor({ database }: SessionExpiryDependencies) {
    this.#database = database;
    this.#sessionsOver = prepareSessionsOver(database.read, maxSessionsOver);
  }

  /**
   * Reads all sessions in pages and deletes those that are no longer needed; yields how many each batch
   * deleted. A caller that stops iterating stops it after the current batch.
   */
  async *expire(now: number): AsyncGenerator<number> {
    let after: Id | null = null;
    while (true) {
      const page: readonly SessionInPage[] = await nextSessions(
        this.#database.read,
        after,
        batchSize,
      );
      await this.#forgetSignOuts(page, now);
      const ids = await this.#uselessAmong(page, now);
      if (ids.length === 0) yield 0;
      for (let start = 0; start < ids.length; start += batchSize) {
        const batch = ids.slice(start, start + batchSize);
        yield await this.#database.write((trx) => deleteSessionsOver(trx, batch, now));
      }
      after = page.at(-1)?.id ?? null;
      if (page.length < batchSize) return;
    }
  }

  /** A session that only tells its networks keeps nothing of its user at the provider, as one that was ended. */
  async #forgetSignOuts(page: readonly SessionInPage[], now: number): Promise<void> {
    const ids = page
      .filter(({ keeps_sign_out: keeps }) => Boolean(keeps))
      .filter(({ ended_at, refresh_expires_at }) => ended_at !== null || refresh_expires_at < now)
      .map(({ id }) => id);
    if (ids.length > 0) await this.#database.write((trx) => forgetSignOuts(trx, ids, now));
  }

  /** The sessions no longer needed, among those of the page that are over and others of the same users. */
  async #uselessAmong(page: readonly SessionMark[], now: number): Promise<readonly Id[]> {
    const over = page.filter((session) => isOver(session, now));
    const useless = over.filter((session) => !tellsNetworks(session, now));
    const people = new Map(
      over
        .filter((session) => tellsNetworks(session, now))
        .map(({ user_id: userId }) => [userId.toHex(), userId]),
    );
    for (const userId of people.values()) {
      const sessions = await this.#database.find(this.#sessionsOver, { userId, now });
      useless.push(...surplusSessions(sessions, now));
    }
    const ids = new Map(useless.map(({ id }) => [id.toHex(), id]));
    return [...ids.values()];
  }
}
