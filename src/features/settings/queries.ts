import type { Kysely } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export async function findSetting(db: Kysely<Schema>, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value ?? null;
}

/** Writes the key unless it is there already; answers whether this call wrote it. */
export async function claimSetting(
  db: Kysely<Schema>,
  setting: { readonly key: string; readonly value: string; readonly now: number },
): Promise<boolean> {
  const result = await db
    .insertInto('settings')
    .values({
      key: setting.key,
      value: setting.value,
      is_encrypted: 0,
      updated_at: setting.now,
      updated_by: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
