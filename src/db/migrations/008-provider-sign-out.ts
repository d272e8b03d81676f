import type { Kysely } from 'kysely';

/** An older version ends sessions here alone, and ignores the new columns. */
export const minVersion = '0.1.0';

/**
 * Adds where a browser ends the session at the OpenID provider too: kept with the login code of a sign-in first, and
 * then with the session that it starts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('exchange_codes').addColumn('provider_sign_out', 'bytea').execute();
  await db.schema.alterTable('sessions').addColumn('provider_sign_out', 'bytea').execute();
}
