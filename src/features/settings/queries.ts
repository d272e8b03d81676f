import type { Insertable, Kysely, Selectable } from 'kysely';
import { prepare } from '../../db/prepared.ts';
import type { Schema, SettingTable } from '../../db/schema.ts';

export type SettingRow = Pick<Selectable<SettingTable>, 'key' | 'value' | 'is_encrypted'>;

/** Those of so many keys that are stored; they are bound as `key0`, `key1` … */
export function prepareFindSettings(db: Kysely<Schema>, count: number) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom('settings')
      .select(['key', 'value', 'is_encrypted'])
      .where(
        'key',
        'in',
        Array.from({ length: count }, (_, index) => parameter<string>(`key${index}`)),
      ),
  );
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
