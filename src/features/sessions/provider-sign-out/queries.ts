import type { Kysely } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { Schema } from '../../../db/schema.ts';

export async function storeSignOut(
  db: Kysely<Schema>,
  sessionId: Id,
  sealed: Uint8Array,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ provider_sign_out: sealed })
    .where('id', '=', sessionId)
    .execute();
}

/** What an active session keeps, and the hash of its one valid refresh token. */
export async function findSignOut(db: Kysely<Schema>, sessionId: Id) {
  return db
    .selectFrom('sessions')
    .select(['provider_sign_out', 'refresh_hash'])
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}
