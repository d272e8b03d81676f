import type { Insertable, Kysely } from 'kysely';
import type { Schema, SettingTable } from '../../../db/schema.ts';

export async function findSetting(db: Kysely<Schema>, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value ?? null;
}

export async function insertSetting(
  db: Kysely<Schema>,
  setting: Insertable<SettingTable>,
): Promise<void> {
  await db.insertInto('settings').values(setting).execute();
}

export async function deleteSetting(db: Kysely<Schema>, key: string): Promise<void> {
  await db.deleteFrom('settings').where('key', '=', key).execute();
}
