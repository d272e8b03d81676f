import type { Kysely } from 'kysely';
import { deleteExpired } from '../../../db/expire.ts';
import type { Schema } from '../../../db/schema.ts';
import type { UsedIdTokenTable } from '../../../db/sign-in-tables.ts';

/**
 * Marks an ID token as used until it would be refused for its age; false when it was used before. The unique index
 * decides which of two simultaneous requests was first.
 */
export async function rememberIdToken(
  db: Kysely<Schema>,
  used: UsedIdTokenTable,
): Promise<boolean> {
  const result = await db
    .insertInto('used_id_tokens')
    .values(used)
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export function deleteExpiredIdTokens(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  return deleteExpired(db, { table: 'used_id_tokens', key: 'token_hash' }, { before, limit });
}
