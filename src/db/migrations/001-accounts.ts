import type { Kysely } from 'kysely';
import { sql } from 'kysely';

// Column types have PostgreSQL's names; SQLite accepts any name and stores by value (bytea as blob).
export async function up(db: Kysely<unknown>): Promise<void> {
  await createUsers(db);
  await createIdentities(db);
  await createSessions(db);
  await createFlows(db);
  await createRecords(db);
}

async function createUsers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('email_key', 'text', (c) => c.notNull().unique())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('password_hash', 'text')
    .addColumn('is_admin', 'integer', (c) => c.notNull().check(sql`is_admin in (0, 1)`))
    .addColumn('status', 'text', (c) =>
      c.notNull().check(sql`status in ('active', 'pending', 'disabled')`),
    )
    .addColumn('token_version', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('is_proven', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('profile_image', 'text')
    .addColumn('name_follows_provider', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('image_follows_provider', 'integer', (c) => c.notNull().defaultTo(1))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('last_login_at', 'bigint')
    .addColumn('search_key', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createIndex('users_admins')
    .on('users')
    .column('status')
    .where(sql.ref('is_admin'), '=', 1)
    .execute();
  await db.schema.createIndex('users_status').on('users').column('status').execute();
  await db.schema
    .createTable('api_tokens')
    .addColumn('user_id', 'bytea', (c) =>
      c.primaryKey().notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('token_hash', 'bytea', (c) => c.notNull().unique())
    .addColumn('ciphertext', 'bytea', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createIdentities(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('identities')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('email', 'text')
    .addColumn('email_verified', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_used_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('identities_subject_unique', ['provider', 'issuer', 'subject'])
    .execute();
  await db.schema.createIndex('identities_user').on('identities').column('user_id').execute();
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('refresh_hash', 'bytea', (c) => c.notNull())
    .addColumn('refresh_expires_at', 'bigint', (c) => c.notNull())
    .addColumn('rotated_at', 'bigint')
    .addColumn('user_agent', 'text')
    .addColumn('ip', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_used_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('end_reason', 'text')
    .execute();
  await db.schema.createIndex('sessions_user').on('sessions').column('user_id').execute();
}

async function createFlows(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sign_in_flows')
    .addColumn('state_hash', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('redirect_uri', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('sign_in', 'link')`))
    .addColumn('answer', 'text', (c) => c.notNull().check(sql`answer in ('redirect', 'json')`))
    .addColumn('browser_hash', 'bytea')
    .addColumn('nonce', 'text', (c) => c.notNull())
    .addColumn('code_verifier', 'text', (c) => c.notNull())
    .addColumn('redirect', 'text')
    .addColumn('user_id', 'bytea', (c) => c.references('users.id').onDelete('cascade'))
    .addColumn('session_id', 'bytea', (c) => c.references('sessions.id').onDelete('cascade'))
    .addColumn('network', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('sign_in_flows_network')
    .on('sign_in_flows')
    .columns(['network', 'created_at'])
    .execute();
  await db.schema.createIndex('sign_in_flows_user').on('sign_in_flows').column('user_id').execute();
  await db.schema
    .createTable('exchange_codes')
    .addColumn('code_hash', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('redirect', 'text')
    .addColumn('notice', 'text')
    .addColumn('session_id', 'bytea', (c) => c.references('sessions.id').onDelete('set null'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('exchange_codes_user')
    .on('exchange_codes')
    .column('user_id')
    .execute();
}

async function createRecords(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('settings')
    .addColumn('key', 'text', (c) => c.primaryKey().notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('is_encrypted', 'integer', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_by', 'bytea', (c) => c.references('users.id').onDelete('set null'))
    .execute();
  // No foreign keys: an audit entry stays when the accounts that it names are deleted.
  await db.schema
    .createTable('audit_log')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull().check(sql`outcome in ('success', 'failure')`))
    .addColumn('actor_id', 'bytea')
    .addColumn('actor_email', 'text')
    .addColumn('target_id', 'bytea')
    .addColumn('target_email', 'text')
    .addColumn('ip', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('details', 'text')
    .execute();
  // Ids are in order of time, so each index also returns its entries newest first.
  await db.schema.createIndex('audit_log_at').on('audit_log').column('at').execute();
  await db.schema.createIndex('audit_log_event').on('audit_log').columns(['event', 'id']).execute();
  await db.schema
    .createIndex('audit_log_actor')
    .on('audit_log')
    .columns(['actor_id', 'id'])
    .execute();
  await db.schema
    .createIndex('audit_log_target')
    .on('audit_log')
    .columns(['target_id', 'id'])
    .execute();
}
