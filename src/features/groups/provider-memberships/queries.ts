import type { Insertable, Kysely } from 'kysely';
import type { GroupTable } from '../../../db/group-tables.ts';
import type { Schema } from '../../../db/schema.ts';
import type { GroupRow } from '../service.ts';

/** The groups that have exactly these names. */
export async function findGroupsByName(
  db: Kysely<Schema>,
  names: readonly string[],
): Promise<Pick<GroupRow, 'id' | 'name'>[]> {
  if (names.length === 0) return [];
  return db.selectFrom('groups').select(['id', 'name']).where('name', 'in', names).execute();
}

export async function countGroups(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('groups')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Inserts groups, except those whose names are taken since they were looked for. */
export async function insertNewGroups(
  db: Kysely<Schema>,
  groups: readonly Insertable<GroupTable>[],
): Promise<void> {
  if (groups.length === 0) return;
  await db
    .insertInto('groups')
    .values(groups)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}
