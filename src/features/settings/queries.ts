import type { Insertable, Kysely } from 'kysely';
import type { Flag, Schema, SettingTable } from '../../db/schema.ts';

export async function findSetting(
  db: Kysely<Schema>,
  key: string,
): Promise<{ value: string; is_encrypted: Flag } | undefined> {
  return db
    .selectFrom('settings')
    .select(['value', 'is_encrypted'])
    .where('key', '=', key)
    .executeTakeFirst();
}

/** Writes the key, whether it is there already or not. */
export async function putSetting(
  db: Kysely<Schema>,
  setting: Insertable<SettingTable>,
): Promise<void> {
  const { key: _, ...change } = setting;
  await db
    .insertInto('settings')
    .values(setting)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(change))
    .execute();
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
