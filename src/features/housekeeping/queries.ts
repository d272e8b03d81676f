import type { Kysely } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import type { Schema } from '../../db/schema.ts';

interface SessionMark {
  readonly id: Id;
  readonly ended_at: number | null;
  readonly refresh_expires_at: number;
}

/**
 * The next sessions after `after` in the order of ids. Walking the table needs no index on times that
 * change with every refresh.
 */
export async function nextSessions(
  db: Kysely<Schema>,
  after: Id | null,
  limit: number,
): Promise<SessionMark[]> {
  const query = db
    .selectFrom('sessions')
    .select(['id', 'ended_at', 'refresh_expires_at'])
    .orderBy('id')
    .limit(limit);
  return (after === null ? query : query.where('id', '>', after)).execute();
}

/** Deletes those of the sessions that are over; a refresh since they were looked at saves one. */
export async function deleteSessionsOver(
  db: Kysely<Schema>,
  ids: readonly Id[],
  over: { readonly expiredBefore: number; readonly endedBefore: number },
): Promise<number> {
  const result = await db
    .deleteFrom('sessions')
    .where('id', 'in', ids)
    .where((eb) =>
      eb.or([
        eb('refresh_expires_at', '<', over.expiredBefore),
        eb('ended_at', '<', over.endedBefore),
      ]),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteOldEntries(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  const old = db
    .selectFrom('audit_log')
    .select('id')
    .where('at', '<', before)
    .orderBy('at')
    .limit(limit);
  const result = await db.deleteFrom('audit_log').where('id', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteExpiredFlows(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  const old = db
    .selectFrom('sign_in_flows')
    .select('state_hash')
    .where('expires_at', '<', before)
    .limit(limit);
  const result = await db
    .deleteFrom('sign_in_flows')
    .where('state_hash', 'in', old)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteExpiredCodes(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  const old = db
    .selectFrom('exchange_codes')
    .select('code_hash')
    .where('expires_at', '<', before)
    .limit(limit);
  const result = await db
    .deleteFrom('exchange_codes')
    .where('code_hash', 'in', old)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteExpiredIdTokens(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  const old = db
    .selectFrom('used_id_tokens')
    .select('token_hash')
    .where('expires_at', '<', before)
    .limit(limit);
  const result = await db
    .deleteFrom('used_id_tokens')
    .where('token_hash', 'in', old)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
