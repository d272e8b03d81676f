import { type Kysely, sql } from 'kysely';

/**
 * An older version reads and writes sessions and sign-ins without the new columns: a logout token of the provider
 * then finds its sessions by their user.
 */
export const minVersion = '0.1.0';

/**
 * Adds what a provider says about a sign-in: with which of its sessions it began, so that the provider can end it
 * (OpenID Connect Back-Channel Logout 1.0), and the name that it posts beside the code.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['sessions', 'exchange_codes']) {
    for (const column of ['provider_issuer', 'provider_subject', 'provider_sid']) {
      await db.schema.alterTable(table).addColumn(column, 'text').execute();
    }
    await db.schema
      .createIndex(`${table}_provider_sid`)
      .on(table)
      .column('provider_sid')
      .where(sql.ref('provider_sid'), 'is not', null)
      .execute();
  }
  await db.schema
    .createIndex('sessions_provider_subject')
    .on('sessions')
    .column('provider_subject')
    .where(sql.ref('provider_subject'), 'is not', null)
    .execute();
  await db.schema.alterTable('sign_in_flows').addColumn('told_name', 'text').execute();
  await db.schema
    .createTable('used_logout_tokens')
    .addColumn('token_hash', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('sid_hash', 'bytea')
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('used_logout_tokens_sid')
    .on('used_logout_tokens')
    .column('sid_hash')
    .execute();
  await db.schema
    .createIndex('used_logout_tokens_expiry')
    .on('used_logout_tokens')
    .column('expires_at')
    .execute();
}
