import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { isoTime } from '../../../core/time.ts';
import { formatId, type Id, parseId, sameId } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import type { SessionPerson, Sessions } from '../service.ts';
import type { Session } from '../schema.ts';
import { listLiveSessions } from './queries.ts';

interface SessionListDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly sessions: Sessions;
}

/** Lists and ends the sessions of a user. */
export class SessionList {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #sessions: Sessions;

  constructor({ database, audit, sessions }: SessionListDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#sessions = sessions;
  }

  /**
   * The active sessions of a user, last used first, at most `maxListed`. The caller's session is shown as used
   * now, because its real last use would reveal to a token thief when the owner refreshed the session.
   */
  async of(userId: Id, asking: Id | null): Promise<readonly Session[]> {
    const now = Date.now();
    const rows = await listLiveSessions(this.#database.read, { userId, asking, now });
    return rows.map((row) => {
      const current = asking !== null && sameId(row.id, asking);
      return {
        id: formatId(row.id),
        provider: row.provider,
        userAgent: row.user_agent,
        ip: row.ip,
        createdAt: isoTime(row.created_at),
        lastUsedAt: isoTime(current ? now : row.last_used_at),
        current,
      };
    });
  }

  /** Ends one of the caller's own sessions. Throws AppError `session_not_found`, `invalid_token`. */
  async end(person: SessionPerson, sessionId: string, origin: ClientInfo): Promise<void> {
    const id = parseId(sessionId);
    if (id === null) throw new AppError('session_not_found');
    // When two sessions end each other at the same time, only the first request succeeds.
    const hasEnded = await this.#sessions.writeAs(person, (trx) =>
      this.#sessions.endOne(trx, { sessionId: id, ownerId: person.userId }, origin),
    );
    if (!hasEnded) throw new AppError('session_not_found');
  }

  /** Ends all of the user's sessions except the caller's. Throws AppError `invalid_token`. */
  async endOthers(person: SessionPerson, origin: ClientInfo): Promise<void> {
    const who = { id: person.userId, email: person.me.email };
    const line = ownAct('session.others_ended', who, origin);
    await this.#sessions.writeAs(person, async (trx) => {
      await this.#sessions.endAllBut(trx, person, 'ended_by_owner');
      await this.#audit.record(trx, line);
    });
  }
}
