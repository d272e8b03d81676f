import type { Kysely } from 'kysely';

/** An older version reads and writes the accounts without the new column. */
export const minVersion = '0.1.0';

/**
 * Adds the language that a person chose. The database does not list the languages, so that a later version adds one
 * without rebuilding the table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('language', 'text').execute();
}
