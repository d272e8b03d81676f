import { type Kysely, sql } from 'kysely';

/**
 * An older version reads and writes accounts and sessions without the new columns, and ignores the tables: people
 * who are administrators through a group at the provider are ordinary people to it.
 */
export const minVersion = '0.1.0';

/** Adds groups of people, administrators by a group at the OpenID provider, and the absolute end of a session. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createGroups(db);
  await createMembers(db);
  await extendUsers(db);
  await db.schema.alterTable('sessions').addColumn('expires_at', 'bigint').execute();
}

async function createGroups(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('groups')
    .addColumn('id', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('description', 'text')
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createMembers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('group_members')
    .addColumn('group_id', 'bytea', (c) => c.notNull().references('groups.id').onDelete('cascade'))
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('group_members_key', ['group_id', 'user_id', 'source'])
    .execute();
  await db.schema
    .createIndex('group_members_user')
    .on('group_members')
    .columns(['user_id', 'group_id'])
    .execute();
}

async function extendUsers(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('admin_group', 'text').execute();
  await db.schema.alterTable('users').addColumn('admin_group_until', 'bigint').execute();
  await db.schema
    .createIndex('users_group_admins')
    .on('users')
    .column('admin_group_until')
    .where(sql.ref('admin_group_until'), 'is not', null)
    .execute();
}
