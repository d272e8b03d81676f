// Changes for tests of the database itself, on a table that needs nothing beside it.
import { CompiledQuery, type Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';
import type { WriteTransaction } from '../../src/db/port.ts';

export async function put(trx: WriteTransaction, key: string): Promise<string> {
  await trx
    .insertInto('settings')
    .values({ key, value: key, is_encrypted: 0, updated_at: 0, updated_by: null })
    .execute();
  return key;
}

export async function keysIn(db: Kysely<Schema>): Promise<readonly string[]> {
  const rows = await db.selectFrom('settings').select('key').orderBy('key').execute();
  return rows.map((row) => row.key);
}

/** Leaves behind something that only the commit refuses. */
export async function poison(trx: WriteTransaction): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw('pragma defer_foreign_keys = on'));
  await trx
    .insertInto('exchange_codes')
    .values({
      code_hash: new Uint8Array(32),
      user_id: new Uint8Array(16),
      provider: 'oidc',
      redirect: null,
      notice: null,
      session_id: null,
      created_at: 0,
      expires_at: 0,
      used_at: null,
    })
    .execute();
}
