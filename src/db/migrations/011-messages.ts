import type { Kysely } from 'kysely';

/**
 * An older version ignores the tables and the columns: it knows no links and no invitations, sends nothing, and lets
 * people keep a password that they must change.
 */
export const minVersion = '0.1.0';

/** Adds one-time links, invitations and the messages that wait to be sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addLinks(db);
  await addInvitations(db);
  await addOutbox(db);
  await db.schema
    .alterTable('users')
    .addColumn('must_change_password', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('named_tokens').addColumn('expiry_told_at', 'bigint').execute();
  await db.schema.alterTable('sign_in_flows').addColumn('invitation_hash', 'bytea').execute();
}

async function addLinks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('one_time_links')
    .addColumn('token_hash', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('is_mailed', 'integer', (c) => c.notNull())
    .addColumn('made_by', 'bytea', (c) => c.references('users.id').onDelete('set null'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('one_time_links_kind_unique', ['user_id', 'kind'])
    .execute();
  await index(db, 'one_time_links', 'expires_at');
  await index(db, 'one_time_links', 'made_by');
}

async function addInvitations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('invitations')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('token_hash', 'bytea', (c) => c.notNull().unique())
    .addColumn('email', 'text')
    .addColumn('email_key', 'text')
    .addColumn('name', 'text')
    .addColumn('is_admin', 'integer', (c) => c.notNull())
    .addColumn('group_ids', 'text', (c) => c.notNull())
    .addColumn('max_uses', 'integer', (c) => c.notNull())
    .addColumn('uses', 'integer', (c) => c.notNull())
    .addColumn('is_mailed', 'integer', (c) => c.notNull())
    .addColumn('made_by', 'bytea', (c) => c.references('users.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'invitations', 'expires_at');
  await index(db, 'invitations', 'made_by');
}

async function addOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('sealed_payload', 'bytea', (c) => c.notNull())
    .addColumn('link_hash', 'bytea')
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('last_error', 'text')
    .execute();
  await index(db, 'outbox', 'channel', 'next_at');
  await db.schema
    .createTable('notice_times')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}

async function index(db: Kysely<unknown>, table: string, ...columns: string[]): Promise<void> {
  await db.schema
    .createIndex([table, ...columns].join('_'))
    .on(table)
    .columns(columns)
    .execute();
}
