import { type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import { engineOf } from '../../db/engine.ts';
import { prepare } from '../../db/prepared.ts';
import type { Flag, Schema, UserTable } from '../../db/schema.ts';
import type { JoinedNames } from '../groups/rules.ts';
import { joinedNamesOf } from '../groups/service.ts';

/** An account with the names of its groups. */
export type UserRow = Selectable<UserTable> & { readonly group_names: JoinedNames };

/** Accounts with all their columns, as every feature reads them. */
export function selectUsers(db: Kysely<Schema>) {
  return db.selectFrom('users').selectAll('users').select(joinedNamesOf(db, 'users.id'));
}

export async function insertUser(db: Kysely<Schema>, user: Selectable<UserTable>): Promise<void> {
  await db.insertInto('users').values(user).execute();
}

/** Finds the account with a canonical address. */
export function prepareFindUserByEmailKey(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    selectUsers(base).where('email_key', '=', parameter<string>('emailKey')),
  );
}

export function prepareFindUserById(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) => selectUsers(base).where('id', '=', parameter<Id>('id')));
}

/** Those of the accounts that exist. */
export async function findUsersByIds(db: Kysely<Schema>, ids: readonly Id[]): Promise<UserRow[]> {
  return selectUsers(db).where('id', 'in', ids).execute();
}

/** Stores the time of a user's last sign-in. */
export function prepareNoteLogin(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .updateTable('users')
      .set({ last_login_at: parameter<number>('now') })
      .where('id', '=', parameter<Id>('id')),
  );
}

/** Users created before `before`, or all, newest first; ids sort by creation time. */
export async function listUsers(
  db: Kysely<Schema>,
  limit: number,
  before: Id | null = null,
): Promise<UserRow[]> {
  const query = selectUsers(db).orderBy('id', 'desc').limit(limit);
  return (before === null ? query : query.where('id', '<', before)).execute();
}

export async function updateUser(
  db: Kysely<Schema>,
  id: Id,
  change: Updateable<UserTable>,
): Promise<void> {
  await db.updateTable('users').set(change).where('id', '=', id).execute();
}

/** Counts unexpired waiting registrations with a password, `from` one network, or from all if null. */
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

/** Waiting registrations that have expired. */
export async function findExpiredWaiting(
  db: Kysely<Schema>,
  now: number,
  limit: number,
): Promise<UserRow[]> {
  return selectUsers(db)
    .where('waits_until', '<=', now)
    .where('status', '=', 'pending')
    .limit(limit)
    .execute();
}

export async function deleteUser(db: Kysely<Schema>, id: Id): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute();
}

export async function countUsers(db: Kysely<Schema>): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Who can act as an administrator: appointed here, or by a group at the OpenID provider until a time that has not
 * passed. Two queries, because each has an index of its own, without the other users.
 */
function bothKindsOfAdmins(db: Kysely<Schema>, now: number) {
  const appointed = db.selectFrom('users').where('is_admin', '=', sql.lit(1));
  const others = db.selectFrom('users').where('is_admin', '=', sql.lit(0));
  return [appointed, others.where('admin_group_until', '>', now)] as const;
}

/** The ids of all who can act as an administrator, with their status, for other queries. */
export function selectAdmins(db: Kysely<Schema>, now: number) {
  const [appointed, byGroup] = bothKindsOfAdmins(db, now);
  return appointed.select(['id', 'status']).unionAll(byGroup.select(['id', 'status']));
}

/** Whether there is another active administrator. */
export async function hasOtherActiveAdmin(
  db: Kysely<Schema>,
  besides: Id,
  now = Date.now(),
): Promise<boolean> {
  const others = bothKindsOfAdmins(db, now).map((admins) =>
    admins.select('id').where('status', '=', 'active').where('id', '!=', besides),
  );
  const { found } = await db
    .selectNoFrom((eb) => eb.or(others.map((each) => eb.exists(each))).as('found'))
    .executeTakeFirstOrThrow();
  return Boolean(found);
}

function countActive(admins: ReturnType<typeof bothKindsOfAdmins>[number]) {
  return admins
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', 'active')
    .$asScalar();
}

export async function countActiveAdmins(db: Kysely<Schema>, now = Date.now()): Promise<number> {
  const [appointed, byGroup] = bothKindsOfAdmins(db, now);
  const { count } = await db
    .selectNoFrom((eb) => eb(countActive(appointed), '+', countActive(byGroup)).as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Makes the changes of administrators wait for each other on PostgreSQL, as they do on SQLite. Two who remove each
 * other would otherwise each hold the row that the other needs, until the server notices a second later.
 */
export async function lockAdmins(db: Kysely<Schema>): Promise<void> {
  if (engineOf(db) === 'sqlite') return;
  const locked = db.selectFrom('users').select('id').orderBy('id').forNoKeyUpdate();
  await locked.where('is_admin', '=', sql.lit(1)).execute();
  await locked.where('admin_group_until', 'is not', null).execute();
}

interface PictureChange {
  readonly profile_image: string | null;
  readonly image_follows_provider: Flag;
  readonly updated_at: number;
}

export async function updatePicture(
  db: Kysely<Schema>,
  userId: Id,
  change: PictureChange,
): Promise<void> {
  await db.updateTable('users').set(change).where('id', '=', userId).execute();
}

/** Users with a picture, by id, starting after `after`. */
export async function listPictures(
  db: Kysely<Schema>,
  after: Id,
  limit: number,
): Promise<Pick<UserTable, 'id' | 'profile_image'>[]> {
  return db
    .selectFrom('users')
    .select(['id', 'profile_image'])
    .where('id', '>', after)
    .where('profile_image', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Clears the picture in a user's row and changes no other column. */
export async function forgetPicture(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db.updateTable('users').set({ profile_image: null }).where('id', '=', userId).execute();
}
