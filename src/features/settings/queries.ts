import type { Insertable, Kysely, Selectable } from 'kysely';
import { prepare } from '../../db/prepared.ts';
import type { Schema, SettingTable } from '../../db/schema.ts';

export type SettingRow = Pick<Selectable<SettingTable>, 'key' | 'value' | 'is_encrypted'>;

/** Finds the stored settings among `count` keys, which are bound as `key0`, `key1` … */
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

/** Inserts or replaces a setting. */
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

/** Deletes a setting, so that its default applies again. */
export async function removeSetting(db: Kysely<Schema>, key: string): Promise<void> {
  await db.deleteFrom('settings').where('key', '=', key).execute();
}

/** Inserts a setting unless it exists; returns whether this call inserted it. */
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
