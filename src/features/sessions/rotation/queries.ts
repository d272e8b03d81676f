import type { Kysely } from 'kysely';
import { type SessionAreas, stolenReasons } from '../../../core/known-areas.ts';
import type { Id } from '../../../core/uuid.ts';
import { prepare } from '../../../db/prepared.ts';
import type { Flag, Schema, SessionTable } from '../../../db/schema.ts';

/** What a rotation must know of the session and its owner. */
export function prepareFindForRefresh(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom('sessions as s')
      .innerJoin('users as u', 'u.id', 's.user_id')
      .selectAll('u')
      .select([
        's.refresh_hash',
        's.refresh_expires_at',
        's.rotated_at',
        's.ended_at',
        's.provider',
        's.created_at as session_created_at',
        's.authenticated_at',
        's.ip',
        's.earlier_areas',
        's.rotated_from_unknown',
      ])
      .where('s.id', '=', parameter<Id>('sessionId')),
  );
}

export type RefreshRow = Awaited<
  ReturnType<ReturnType<typeof prepareFindForRefresh>['run']>
>[number];

/**
 * Puts the successor in the place of the live refresh token. A client that left before it was answered,
 * as a page that is reloaded does, has no address any more: then the one that is known stays.
 */
export function prepareRotate(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .updateTable('sessions')
      .set((eb) => ({
        refresh_hash: parameter<Uint8Array>('nextHash'),
        refresh_expires_at: parameter<number>('expiresAt'),
        rotated_at: parameter<number>('now'),
        last_used_at: parameter<number>('now'),
        ip: eb.fn.coalesce(eb.val(parameter<string | null>('ip')), 'ip'),
        user_agent: parameter<string | null>('userAgent'),
        earlier_areas: parameter<string | null>('earlierAreas'),
        rotated_from_unknown: parameter<Flag>('isFromUnknown'),
        repeated_from: null,
      }))
      .where('id', '=', parameter<Id>('sessionId'))
      .where('refresh_hash', '=', parameter<Uint8Array>('shownHash'))
      .where('ended_at', 'is', null),
  );
}

/** What only a repetition from another network must know of the last rotation. */
export async function findLastRotation(
  db: Kysely<Schema>,
  sessionId: Id,
): Promise<Pick<SessionTable, 'user_agent' | 'repeated_from'> | undefined> {
  return db
    .selectFrom('sessions')
    .select(['user_agent', 'repeated_from'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
}

/** Writes down the networks from which the last rotation was repeated. */
export async function updateRepeatedFrom(
  db: Kysely<Schema>,
  sessionId: Id,
  repeatedFrom: string,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ repeated_from: repeatedFrom })
    .where('id', '=', sessionId)
    .execute();
}

// A person who signs in from many places uses few of them; scripts leave many sessions of one place.
const maxSessionsRead = 200;

/** Where the sessions of a person were used since a time, newest first; one that was stolen tells of its thief. */
export async function sessionAreasOf(
  db: Kysely<Schema>,
  userId: Id,
  since: number,
): Promise<(SessionAreas & Pick<SessionTable, 'last_used_at'>)[]> {
  return db
    .selectFrom('sessions')
    .select(['ip', 'earlier_areas', 'last_used_at'])
    .where('user_id', '=', userId)
    .where('last_used_at', '>', since)
    .where((eb) => eb.or([eb('end_reason', 'is', null), eb('end_reason', 'not in', stolenReasons)]))
    .orderBy('last_used_at', 'desc')
    .limit(maxSessionsRead)
    .execute();
}
