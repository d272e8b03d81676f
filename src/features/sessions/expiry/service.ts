// The end of sessions that nobody can use any more; those that tell from where an account is used stay longer.
import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/open.ts';
import { isOver, surplusSessions, tellsNetworks } from './rules.ts';
import {
  deleteSessionsOver,
  nextSessions,
  prepareSessionsOver,
  type SessionMark,
} from './queries.ts';

interface SessionExpiryDependencies {
  readonly database: Database;
}

// Small enough that the writer is never busy for more than a few milliseconds.
const batchSize = 100;
// Of one person in one go; what is left has its turn in the next round.
const maxSessionsOver = 1000;

export class SessionExpiry {
  readonly #database: Database;
  readonly #sessionsOver: ReturnType<typeof prepareSessionsOver>;

  constructor({ database }: SessionExpiryDependencies) {
    this.#database = database;
    this.#sessionsOver = prepareSessionsOver(database.read, maxSessionsOver);
  }

  /**
   * Looks at every session, a page at a time, and removes those that are of no use; answers how many went with
   * each batch. It ends after the batch under way when no more is asked for.
   */
  async *expire(now: number): AsyncGenerator<number> {
    let after: Id | null = null;
    while (true) {
      const page: readonly SessionMark[] = await nextSessions(
        this.#database.read,
        after,
        batchSize,
      );
      const ids = this.#uselessAmong(page, now);
      if (ids.length === 0) yield 0;
      for (let start = 0; start < ids.length; start += batchSize) {
        const batch = ids.slice(start, start + batchSize);
        yield await this.#database.write((trx) => deleteSessionsOver(trx, batch, now));
      }
      after = page.at(-1)?.id ?? null;
      if (page.length < batchSize) return;
    }
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
}
