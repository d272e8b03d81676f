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
