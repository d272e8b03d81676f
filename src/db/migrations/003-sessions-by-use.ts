import type { Kysely } from 'kysely';

/** The sessions of a user in the order of their last use: a failed login reads only the newest of very many. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('sessions_user_used')
    .on('sessions')
    .columns(['user_id', 'last_used_at'])
    .execute();
  await db.schema.dropIndex('sessions_user').execute();
}
