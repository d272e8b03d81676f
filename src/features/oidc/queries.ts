import type { Kysely } from 'kysely';
import type { Schema } from '../../db/schema.ts';

/** Marks an ID token as used until it would be too old anyway; false when it was used before. */
export async function rememberIdToken(
  db: Kysely<Schema>,
  tokenHash: Uint8Array,
  expiresAt: number,
): Promise<boolean> {
  const result = await db
    .insertInto('used_id_tokens')
    .values({ token_hash: tokenHash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
