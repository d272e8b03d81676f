import { type Kysely, sql } from 'kysely';
import { engineOf } from '../engine.ts';

/**
 * Adds what instances that share one PostgreSQL database keep there. The embedded database has the same tables, so
 * that an instance can move from one to the other; there most of them stay empty.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPictures(db);
  await createLoginFailures(db);
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('holder', 'text', (c) => c.notNull())
    .addColumn('held_until', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('instances')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('host', 'text', (c) => c.notNull())
    .addColumn('app_url', 'text')
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('schema_changes')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('min_version', 'text', (c) => c.notNull())
    .execute();
  if (engineOf(db) === 'postgres') await indexForPostgres(db);
}

async function createPictures(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pictures')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .addColumn('user_id', 'bytea', (c) =>
      c.notNull().unique().references('users.id').onDelete('cascade'),
    )
    .addColumn('bytes', 'bytea', (c) => c.notNull())
    .execute();
}

async function createLoginFailures(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('login_failures')
    .addColumn('key_hash', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('login_failures_expiry')
    .on('login_failures')
    .column('expires_at')
    .execute();
}

/** PostgreSQL has no rowid to order by, and searches the whole table behind a foreign key without an index. */
async function indexForPostgres(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('sessions_user_newest')
    .on('sessions')
    .columns(['user_id', 'created_at'])
    .execute();
  await db.schema.dropIndex('sessions_user').execute();
  await db.schema
    .createIndex('sign_in_flows_session')
    .on('sign_in_flows')
    .column('session_id')
    .execute();
  await db.schema
    .createIndex('exchange_codes_session')
    .on('exchange_codes')
    .column('session_id')
    .execute();
  // Pictures are compressed already.
  await sql`alter table pictures alter column bytes set storage external`.execute(db);
}
