import type { Kysely, Selectable } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { Schema, SessionTable } from '../../../db/schema.ts';
import { maxListed } from '../schema.ts';

export type SessionRow = Selectable<SessionTable>;

interface Listing {
  readonly userId: Id;
  /** The session of the caller, who may be another user. */
  readonly asking: Id | null;
  readonly now: number;
}

/** The active sessions of a user: the caller's first, then by last use; at most `maxListed`. */
export async function listLiveSessions(
  db: Kysely<Schema>,
  { userId, asking, now }: Listing,
): Promise<SessionRow[]> {
  const live = db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('refresh_expires_at', '>', now);
  const query = asking === null ? live : live.orderBy((eb) => eb('id', '=', asking), 'desc');
  return query.orderBy('last_used_at', 'desc').limit(maxListed).execute();
}
