import type { Kysely, Selectable, SqlBool } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import { prepare } from '../../../db/prepared.ts';
import type { Schema, SessionTable } from '../../../db/schema.ts';

const markColumns = [
  'id',
  'user_id',
  'last_used_at',
  'ended_at',
  'end_reason',
  'refresh_expires_at',
] as const;

/** The columns that decide whether a session row is still needed. */
export type SessionMark = Pick<Selectable<SessionTable>, (typeof markColumns)[number]>;

export interface SessionInPage extends SessionMark {
  /** Whether it keeps where a browser signs out at the provider too. */
  readonly keeps_sign_out: SqlBool;
}

/**
 * The next sessions after `after`, by id. Reading the whole table in pages avoids an index on times that
 * every refresh would have to update.
 */
export async function nextSessions(
  db: Kysely<Schema>,
  after: Id | null,
  limit: number,
): Promise<SessionInPage[]> {
  const query = db
    .selectFrom('sessions')
    .select(markColumns)
    .select((eb) => eb('provider_sign_out', 'is not', null).as('keeps_sign_out'))
    .orderBy('id')
    .limit(limit);
  return (after === null ? query : query.where('id', '>', after)).execute();
}

/** At most `limit` sessions of a user that have ended or expired. */
export function prepareSessionsOver(db: Kysely<Schema>, limit: number) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom('sessions')
      .select([...markColumns, 'ip', 'earlier_areas'])
      .where('user_id', '=', parameter<Id>('userId'))
      .where((eb) =>
        eb.or([
          eb('ended_at', 'is not', null),
          eb('refresh_expires_at', '<', parameter<number>('now')),
        ]),
      )
      .limit(limit),
  );
}

/** Deletes what sessions that are over keep of their user at the provider. */
export async function forgetSignOuts(
  db: Kysely<Schema>,
  ids: readonly Id[],
  now: number,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ provider_sign_out: null })
    .where('id', 'in', ids)
    .where((eb) => eb.or([eb('ended_at', 'is not', null), eb('refresh_expires_at', '<', now)]))
    .execute();
}

/** Deletes those of the sessions that are over; one that was refreshed since they were read is kept. */
export async function deleteSessionsOver(
  db: Kysely<Schema>,
  ids: readonly Id[],
  now: number,
): Promise<number> {
  const result = await db
    .deleteFrom('sessions')
    .where('id', 'in', ids)
    .where((eb) => eb.or([eb('ended_at', 'is not', null), eb('refresh_expires_at', '<', now)]))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
