import type { Insertable, Kysely } from 'kysely';
import type { Schema, SettingTable } from '../../../db/schema.ts';

/** The values of the stored ticks among these keys. */
export async function findTicks(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/** Inserts or replaces a tick. */
export async function putTick(db: Kysely<Schema>, tick: Insertable<SettingTable>): Promise<void> {
  const { key: _, ...change } = tick;
  await db
    .insertInto('settings')
    .values(tick)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(change))
    .execute();
}
