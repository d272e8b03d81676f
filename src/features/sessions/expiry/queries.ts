import type { Kysely, Selectable } from 'kysely';
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

/** What tells whether a session is of use yet. */
export type SessionMark = Pick<Selectable<SessionTable>, (typeof markColumns)[number]>;

/**
 * The next sessions after `after` in the order of ids. Walking the table needs no index on times that
 * change with every refresh.
 */
export async function nextSessions(
  db: Kysely<Schema>,
  after: Id | null,
  limit: number,
): Promise<SessionMark[]> {
  const query = db.selectFrom('sessions').select(markColumns).orderBy('id').limit(limit);
  return (after === null ? query : query.where('id', '>', after)).execute();
}

/** Sessions of a person that are over, at most `limit`. */
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

/** Deletes those of the sessions that are over; a refresh since they were looked at saves one. */
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
