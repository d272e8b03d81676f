import type { Insertable, Kysely } from 'kysely';
import { deleteExpired } from '../../../db/expire.ts';
import type { Schema } from '../../../db/schema.ts';
import type { UsedLogoutTokenTable } from '../../../db/sign-in-tables.ts';

/** Stores a logout token; false when it was used before. The primary key decides between simultaneous requests. */
export async function insertLogoutToken(
  db: Kysely<Schema>,
  token: Insertable<UsedLogoutTokenTable>,
): Promise<boolean> {
  const result = await db
    .insertInto('used_logout_tokens')
    .values(token)
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether a session was ended by a token that is still remembered. */
export async function findEndedSid(
  db: Kysely<Schema>,
  sidHash: Uint8Array,
  now: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('used_logout_tokens')
    .select('expires_at')
    .where('sid_hash', '=', sidHash)
    .where('expires_at', '>', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export function deleteExpiredLogoutTokens(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  return deleteExpired(db, { table: 'used_logout_tokens', key: 'token_hash' }, { before, limit });
}
