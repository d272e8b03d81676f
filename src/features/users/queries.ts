import type { Kysely, Selectable, Updateable } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import { prepare } from '../../db/prepared.ts';
import type { Schema, UserTable } from '../../db/schema.ts';

export type UserRow = Selectable<UserTable>;

export async function insertUser(db: Kysely<Schema>, user: UserRow): Promise<void> {
  await db.insertInto('users').values(user).execute();
}

/** The account of a canonical address. */
export function prepareFindUserByEmailKey(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base.selectFrom('users').selectAll().where('email_key', '=', parameter<string>('emailKey')),
  );
}

export function prepareFindUserById(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base.selectFrom('users').selectAll().where('id', '=', parameter<Id>('id')),
  );
}

/** Notes when somebody signed in. */
export function prepareNoteLogin(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .updateTable('users')
      .set({ last_login_at: parameter<number>('now') })
      .where('id', '=', parameter<Id>('id')),
  );
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

/** How many registrations with a password wait and have not ended; `from` one network, or null for all. */
export async function countWaiting(
  db: Kysely<Schema>,
  now: number,
  from: string | null,
): Promise<number> {
  const query = db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('waits_until', '>', now)
    .where('password_hash', 'is not', null);
  const narrowed = from === null ? query : query.where('waits_from', '=', from);
  return (await narrowed.executeTakeFirstOrThrow()).count;
}

/** Registrations whose time is over. */
export async function findExpiredWaiting(
  db: Kysely<Schema>,
  now: number,
  limit: number,
): Promise<UserRow[]> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('waits_until', '<=', now)
    .where('status', '=', 'pending')
    .limit(limit)
    .execute();
}

export async function deleteUser(db: Kysely<Schema>, id: Id): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute();
}
