import type { Kysely, Selectable, Updateable } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import type { Schema, UserTable } from '../../db/schema.ts';

export type UserRow = Selectable<UserTable>;

export async function insertUser(db: Kysely<Schema>, user: UserRow): Promise<void> {
  await db.insertInto('users').values(user).execute();
}

export async function findUserByEmailKey(
  db: Kysely<Schema>,
  emailKey: string,
): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('email_key', '=', emailKey).executeTakeFirst();
}

export async function findUserById(db: Kysely<Schema>, id: Id): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first, from the one made before `before`, or from the newest; ids are in order of making. */
export async function listUsers(
  db: Kysely<Schema>,
  limit: number,
  before: Id | null = null,
): Promise<UserRow[]> {
  const query = db.selectFrom('users').selectAll().orderBy('id', 'desc').limit(limit);
  return (before === null ? query : query.where('id', '<', before)).execute();
}

export async function updateUser(
  db: Kysely<Schema>,
  id: Id,
  change: Updateable<UserTable>,
): Promise<void> {
  await db.updateTable('users').set(change).where('id', '=', id).execute();
}

export async function countPendingUsers(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function deleteUser(db: Kysely<Schema>, id: Id): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute();
}
