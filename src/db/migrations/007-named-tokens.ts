import type { Kysely } from 'kysely';

/**
 * An older version ignores these tokens: it accepts none of them. A password that it resets while both run does not
 * revoke them, so reset passwords with the newer version.
 */
export const minVersion = '0.1.0';

/**
 * Adds API tokens with names and scopes. The tokens from before stay in their own table, where an older version that
 * still runs finds them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('named_tokens')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('name_key', 'text', (c) => c.notNull())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'bytea', (c) => c.notNull().unique())
    .addColumn('prefix', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .addColumn('last_used_ip', 'text')
    .addUniqueConstraint('named_tokens_name_unique', ['user_id', 'name_key'])
    .execute();
  await db.schema
    .createIndex('named_tokens_expiry')
    .on('named_tokens')
    .column('expires_at')
    .execute();
  await db.schema.alterTable('api_tokens').addColumn('last_used_at', 'bigint').execute();
  await db.schema.alterTable('api_tokens').addColumn('last_used_ip', 'text').execute();
}
