import type { Kysely } from 'kysely';
import { engineOf } from '../../db/engine.ts';
import { prepare } from '../../db/prepared.ts';
import { stolenReasons } from '../../core/known-areas.ts';
import type { Id } from '../../core/uuid.ts';
import type { Schema } from '../../db/schema.ts';
import { joinedNamesOf } from '../groups/service.ts';
import { endOf, type Ending } from './rules.ts';

const publicUserColumns = [
  'u.email',
  'u.name',
  'u.profile_image',
  'u.is_admin',
  'u.admin_group_until',
  'u.status',
  'u.created_at',
  'u.updated_at',
  'u.language',
  'u.must_change_password',
  'u.is_proven',
] as const;

/** The caller's session, account, groups and identity providers in one read: this runs on every request. */
export function prepareFindCaller(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom('sessions as s')
      .innerJoin('users as u', 'u.id', 's.user_id')
      .leftJoin('identities as i', 'i.user_id', 'u.id')
      .select(publicUserColumns)
      .select([
        'u.password_hash',
        'u.token_version',
        's.ended_at',
        's.expires_at',
        's.provider',
        's.created_at as session_created_at',
        'i.provider as identity_provider',
      ])
      .select(joinedNamesOf(base, 'u.id'))
      .where('s.id', '=', parameter<Id>('sessionId'))
      .where('u.id', '=', parameter<Id>('userId')),
  );
}

/**
 * Whether a caller may still make the change of this transaction. PostgreSQL locks both rows until the commit, and
 * repeats the change if one was changed since it began: otherwise it might be made after the answer to an ending.
 * Endings lock accounts before sessions, so the same order here avoids deadlocks.
 */
export function prepareFindLive(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) => {
    const query = base
      .selectFrom('sessions as s')
      .innerJoin('users as u', 'u.id', 's.user_id')
      .select(['s.ended_at', 's.expires_at', 'u.status'])
      .where('s.id', '=', parameter<Id>('sessionId'))
      .where('u.id', '=', parameter<Id>('userId'));
    return engineOf(base) === 'postgres' ? query.forNoKeyUpdate(['u', 's']) : query;
  });
}

export interface SessionSelector {
  readonly sessionId: Id;
  /** The user who must own the session; null: any user. */
  readonly ownerId: Id | null;
}

/** Ends one active session; returns its owner, or undefined when there was none. */
export async function endSession(
  db: Kysely<Schema>,
  which: SessionSelector,
  ending: Ending,
): Promise<Id | undefined> {
  const query = db
    .updateTable('sessions')
    .set(endOf(ending))
    .where('id', '=', which.sessionId)
    .where('ended_at', 'is', null)
    .returning('user_id');
  const owned = which.ownerId === null ? query : query.where('user_id', '=', which.ownerId);
  return (await owned.executeTakeFirst())?.user_id;
}

export interface SessionsToEnd {
  readonly userId: Id;
  /** The session to keep; absent: none. */
  readonly keep?: Id;
  /** Only what was made at this time or later; absent: all. Milliseconds since 1970. */
  readonly since?: number;
}

/** Ends all active sessions of a user except `keep`; returns how many. */
export async function endSessionsExcept(
  db: Kysely<Schema>,
  who: SessionsToEnd,
  ending: Ending,
): Promise<number> {
  const query = db
    .updateTable('sessions')
    .set(endOf(ending))
    .where('user_id', '=', who.userId)
    .where('created_at', '>=', who.since ?? 0)
    .where('ended_at', 'is', null);
  const result = await (
    who.keep === undefined ? query : query.where('id', '!=', who.keep)
  ).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** More sessions of one account are not read; the newest come first. */
const maxUsedPlaces = 500;

/** From where and with what an account was used since a time; not the sessions whose token two parties used. */
export async function usedPlaces(
  db: Kysely<Schema>,
  { userId, since }: { readonly userId: Id; readonly since: number },
) {
  return db
    .selectFrom('sessions')
    .select(['ip', 'earlier_areas', 'last_used_at', 'user_agent'])
    .where('user_id', '=', userId)
    .where('last_used_at', '>', since)
    .where((eb) => eb.fn.coalesce('end_reason', eb.val('')), 'not in', stolenReasons)
    .orderBy('created_at', 'desc')
    .limit(maxUsedPlaces)
    .execute();
}

/** Stores the time at which the user of a session last authenticated. */
export async function updateAuthenticatedAt(
  db: Kysely<Schema>,
  sessionId: Id,
  now: number,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ authenticated_at: now })
    .where('id', '=', sessionId)
    .execute();
}

/** Deletes all sessions without audit entries: only for a copy of the database. */
export async function deleteSessions(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('sessions').execute();
}
