import { type Kysely, sql } from 'kysely';

/**
 * An older version ignores the table: it signs with HS256, as an instance that has had users goes on doing until its
 * operator chooses otherwise.
 */
export const minVersion = '0.1.0';

/**
 * Adds the keys that sign access tokens. An instance that has users already is marked to keep HS256, because other
 * programs may verify its tokens with the secret.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('signing_keys')
    .addColumn('kid', 'text', (c) => c.primaryKey().notNull())
    .addColumn('public_jwk', 'text', (c) => c.notNull())
    .addColumn('private_sealed', 'bytea')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('active_from', 'bigint', (c) => c.notNull())
    .addColumn('retired_at', 'bigint')
    .execute();
  await sql`
    insert into settings (key, value, is_encrypted, updated_at)
    select 'tokens.algorithm', 'HS256', 0, updated_at from settings where key = 'bootstrapped'
  `.execute(db);
}
