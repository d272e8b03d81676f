import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { ExchangeCodeTable, Schema } from '../../../db/schema.ts';

export type ExchangeCodeRow = Selectable<ExchangeCodeTable>;

export async function insertCode(
  db: Kysely<Schema>,
  code: Insertable<ExchangeCodeTable>,
): Promise<void> {
  await db.insertInto('exchange_codes').values(code).execute();
}

export async function findCode(
  db: Kysely<Schema>,
  codeHash: Uint8Array,
): Promise<ExchangeCodeRow | undefined> {
  return db
    .selectFrom('exchange_codes')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();
}

export async function markUsed(
  db: Kysely<Schema>,
  codeHash: Uint8Array,
  use: { readonly sessionId: Id | null; readonly now: number },
): Promise<void> {
  await db
    .updateTable('exchange_codes')
    .set({ used_at: use.now, session_id: use.sessionId })
    .where('code_hash', '=', codeHash)
    .execute();
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

/** Deletes a user's unused login codes; used ones are kept so that a second use of a code can be detected. */
export async function deleteUnusedCodesOf(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db
    .deleteFrom('exchange_codes')
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute();
}

export async function deleteCodes(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('exchange_codes').execute();
}
