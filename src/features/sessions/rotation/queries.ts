import { type Kysely, sql } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import { type Parameter, prepare } from '../../../db/prepared.ts';
import type { Flag, Schema, SessionTable } from '../../../db/schema.ts';
import { joinedNamesOf } from '../../groups/service.ts';

/** The columns of the session and its owner that a rotation needs. */
export function prepareFindForRefresh(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom('sessions as s')
      .innerJoin('users as u', 'u.id', 's.user_id')
      .selectAll('u')
      .select(joinedNamesOf(base, 'u.id'))
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
        's.expires_at',
      ])
      .where('s.id', '=', parameter<Id>('sessionId')),
  );
}

export type RefreshRow = Awaited<
  ReturnType<ReturnType<typeof prepareFindForRefresh>['run']>
>[number];

/** The columns that every rotation sets. */
function rotatedColumns(parameter: Parameter) {
  return {
    refresh_hash: parameter<Uint8Array>('nextHash'),
    refresh_expires_at: parameter<number>('expiresAt'),
    rotated_at: parameter<number>('now'),
    last_used_at: parameter<number>('now'),
    user_agent: parameter<string | null>('userAgent'),
    rotated_from_unknown: parameter<Flag>('isFromUnknown'),
    repeated_from: null,
  };
}

/**
 * Replaces the current refresh token by its successor; no row when the session changed since it was read. A client
 * that disconnected before the response, as on a page reload, has no IP address any more; then the stored address is
 * kept.
 */
export function prepareRotate(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .updateTable('sessions')
      .set((eb) => ({
        ...rotatedColumns(parameter),
        ip: eb.fn.coalesce(eb.val(parameter<string | null>('ip')), 'ip'),
        earlier_areas: parameter<string | null>('earlierAreas'),
      }))
      .where('id', '=', parameter<Id>('sessionId'))
      .where('refresh_hash', '=', parameter<Uint8Array>('shownHash'))
      .where('ended_at', 'is', null)
      .returning('id'),
  );
}

/**
 * A statement that a frozen server executes later than this, in milliseconds, does nothing: its client has already
 * received an error, and may have tried again.
 */
const rotateWithinMs = 5000;

/**
 * PostgreSQL only: the whole rotation of a client whose address is that of the last one or unknown, so that no other
 * column follows from what the row holds. No row when the rotation is refused or must be judged by more than this.
 */
export function prepareRotateAtOnce(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .updateTable('sessions as s')
      .from('users as u')
      .set({
        ...rotatedColumns(parameter),
        // Not after the absolute end of the session; `least` leaves out what is null.
        refresh_expires_at: sql<number>`least(${parameter('expiresAt')}::bigint, s.expires_at)`,
      })
      .where('s.id', '=', parameter<Id>('sessionId'))
      .where('s.refresh_hash', '=', parameter<Uint8Array>('shownHash'))
      .where('s.ended_at', 'is', null)
      .where('s.refresh_expires_at', '>', parameter<number>('now'))
      .where((eb) =>
        eb.or([eb('s.expires_at', 'is', null), eb('s.expires_at', '>', parameter<number>('now'))]),
      )
      .where(sql`coalesce(${parameter('ip')}, s.ip)`, 'is not distinct from', sql.ref('s.ip'))
      .whereRef('u.id', '=', 's.user_id')
      .where('u.status', '=', 'active')
      .where(
        sql`extract(epoch from clock_timestamp()) * 1000 - ${rotateWithinMs}::integer`,
        '<',
        parameter<number>('now'),
      )
      .returningAll('u')
      .returning(joinedNamesOf(base, 'u.id'))
      .returning(['s.provider', 's.created_at as session_created_at', 's.authenticated_at']),
  );
}

/** The data about the last rotation that only a repetition from another network needs. */
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

/** Stores the networks from which the last rotation was repeated. */
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
