import type { Kysely } from 'kysely';
import type { Schema } from '../../db/schema.ts';

/** Throws when the database cannot be read. */
export async function probe(db: Kysely<Schema>): Promise<void> {
  await db.selectFrom('settings').select('key').limit(1).execute();
}
