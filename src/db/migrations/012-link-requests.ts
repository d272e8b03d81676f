import type { Kysely } from 'kysely';

/** An older version ignores the tables: its refusals offer no way to ask. */
export const minVersion = '0.1.0';

/** Adds what people ask whose sign-in may not be linked to an account by its address, and their tickets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('link_tickets')
    .addColumn('ticket_hash', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('email_verified', 'integer', (c) => c.notNull())
    .addColumn('name', 'text')
    .addColumn('is_bound', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('link_tickets_subject_unique', ['provider', 'issuer', 'subject'])
    .execute();
  await db.schema
    .createTable('link_requests')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('email_verified', 'integer', (c) => c.notNull())
    .addColumn('name', 'text')
    .addColumn('asked_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('refused_at', 'bigint')
    .addUniqueConstraint('link_requests_subject_unique', ['provider', 'issuer', 'subject'])
    .execute();
  for (const table of ['link_tickets', 'link_requests']) {
    await index(db, table, 'user_id');
    await index(db, table, 'expires_at');
  }
}

async function index(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  await db.schema.createIndex(`${table}_${column}`).on(table).column(column).execute();
}
