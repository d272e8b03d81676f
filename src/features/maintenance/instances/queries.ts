import type { Insertable, Kysely } from 'kysely';
import type { InstanceTable } from '../../../db/instance-tables.ts';
import type { Schema } from '../../../db/schema.ts';

/** Adds an instance, or renews it. */
export async function saveInstance(
  db: Kysely<Schema>,
  instance: Insertable<InstanceTable>,
): Promise<void> {
  await db
    .insertInto('instances')
    .values(instance)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ seen_at: (eb) => eb.ref('excluded.seen_at') }),
    )
    .execute();
}

export async function deleteInstance(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('instances').where('id', '=', id).execute();
}

/** Removes the instances that have not renewed themselves since a time. */
export async function deleteUnseen(db: Kysely<Schema>, since: number): Promise<void> {
  await db.deleteFrom('instances').where('seen_at', '<', since).execute();
}

/** Instances that were seen since a time and have another APP_URL. */
export async function findOtherwiseNamed(
  db: Kysely<Schema>,
  appUrl: string,
  since: number,
): Promise<readonly Pick<InstanceTable, 'host' | 'app_url'>[]> {
  return db
    .selectFrom('instances')
    .select(['host', 'app_url'])
    .where('app_url', '!=', appUrl)
    .where('seen_at', '>', since)
    .orderBy('started_at')
    .limit(1)
    .execute();
}

/** The machines of the instances that were seen since a time, each once. */
export async function findHosts(db: Kysely<Schema>, since: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('instances')
    .select('host')
    .distinct()
    .where('seen_at', '>', since)
    .orderBy('host')
    .execute();
  return rows.map(({ host }) => host);
}
