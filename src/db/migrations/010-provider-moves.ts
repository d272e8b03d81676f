import { type Kysely, sql } from 'kysely';

/** An older version ignores the tables: it refuses people with a new subject, as before. */
export const minVersion = '0.1.0';

/** Adds the moves to another provider, what they replaced, and a way to find identities by their address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('provider_moves')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('from_issuer', 'text', (c) => c.notNull())
    .addColumn('to_issuer', 'text', (c) => c.notNull())
    .addColumn('began_at', 'bigint', (c) => c.notNull())
    .addColumn('ends_at', 'bigint', (c) => c.notNull())
    .addColumn('undone_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('provider_moves_newest')
    .on('provider_moves')
    .columns(['provider', 'id'])
    .execute();
  await db.schema
    .createTable('moved_identities')
    .addColumn('move_id', 'bytea', (c) =>
      c.notNull().references('provider_moves.id').onDelete('cascade'),
    )
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('email_follows', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_used_at', 'bigint', (c) => c.notNull())
    .addColumn('new_issuer', 'text', (c) => c.notNull())
    .addColumn('new_subject', 'text', (c) => c.notNull())
    .addColumn('had_password', 'integer', (c) => c.notNull())
    .addColumn('moved_at', 'bigint', (c) => c.notNull())
    .addColumn('contested_at', 'bigint')
    .addPrimaryKeyConstraint('moved_identities_pk', ['move_id', 'user_id'])
    .execute();
  await index(db, 'moved_identities_user', ['user_id']);
  await index(db, 'moved_identities_old', ['subject']);
  await index(db, 'moved_identities_new', ['new_subject']);
  // Addresses are stored as the provider wrote them.
  await db.schema
    .createIndex('identities_address')
    .on('identities')
    .expression(sql`lower(email)`)
    .execute();
}

async function index(db: Kysely<unknown>, name: string, columns: string[]): Promise<void> {
  await db.schema.createIndex(name).on('moved_identities').columns(columns).execute();
}
