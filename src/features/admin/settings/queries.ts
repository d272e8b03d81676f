import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type OrderByItemBuilder,
  type Selectable,
  sql,
  type SqlBool,
} from 'kysely';
import type { Page } from '../../../core/page.ts';
import { containsPattern } from '../../../core/search.ts';
import type { Id } from '../../../core/uuid.ts';
import { engineOf } from '../../../db/engine.ts';
import type { InstanceTable } from '../../../db/instance-tables.ts';
import type { Provider, Schema, UserStatus, UserTable } from '../../../db/schema.ts';
import { membersOf } from '../../groups/service.ts';
import { selectAdmins, selectUsers, type UserRow } from '../../users/service.ts';
import type { UserFilter, UserOrder } from './rules.ts';

/** How many users there are in each status. */
export async function countByStatus(db: Kysely<Schema>): Promise<ReadonlyMap<UserStatus, number>> {
  const rows = await db
    .selectFrom('users')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
  return new Map(rows.map((row) => [row.status, row.count]));
}

export async function countLiveSessions(db: Kysely<Schema>, now: number): Promise<number> {
  const row = await db
    .selectFrom('sessions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('ended_at', 'is', null)
    .where('refresh_expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The running instances, the oldest first; none with a SQLite file, which only one process uses. */
export async function runningInstances(db: Kysely<Schema>): Promise<Selectable<InstanceTable>[]> {
  return db.selectFrom('instances').selectAll().orderBy('started_at').orderBy('id').execute();
}

/** One page of users by creation time, newest first by default; ids sort by creation time. */
export async function pageOfUsers(
  db: Kysely<Schema>,
  status: UserStatus | null,
  { direction = 'desc', ...page }: Page & { readonly direction?: UserOrder['direction'] },
): Promise<UserRow[]> {
  const query = selectUsers(db).orderBy('id', direction).limit(page.take).offset(page.skip);
  return (status === null ? query : query.where('status', '=', status)).execute();
}

export async function countUsers(db: Kysely<Schema>, status: UserStatus | null): Promise<number> {
  const query = db.selectFrom('users').select((eb) => eb.fn.countAll<number>().as('count'));
  const row = await (
    status === null ? query : query.where('status', '=', status)
  ).executeTakeFirstOrThrow();
  return row.count;
}

/** The column that each order sorts by; ids sort by creation time. */
const keys = {
  // This column begins with the name in lower case.
  name: 'search_key',
  email: 'email_key',
  createdAt: 'id',
  lastLoginAt: 'last_login_at',
} as const satisfies Readonly<Record<UserOrder['by'], keyof UserTable>>;

function hitsOf(db: Kysely<Schema>, filter: UserFilter, { by }: UserOrder) {
  const isText = by === 'name' || by === 'email';
  // SQLite compares bytes; PostgreSQL would use the rules of the language that the database was made with.
  const collation = isText && engineOf(db) === 'postgres' ? sql` collate ${sql.id('C')}` : sql``;
  return db
    .selectFrom('users')
    .select(['id', sql`${sql.ref(keys[by])}${collation}`.as('key')])
    .where((eb) => matches(db, eb, filter));
}

/** SQLite sorts a missing value before all others, and PostgreSQL after them, unless the query says where. */
function byKey(direction: UserOrder['direction']) {
  return (item: OrderByItemBuilder) =>
    direction === 'asc' ? item.asc().nullsFirst() : item.desc().nullsLast();
}

function matches(db: Kysely<Schema>, eb: ExpressionBuilder<Schema, 'users'>, filter: UserFilter) {
  const { search, status, role, provider, group } = filter;
  const conditions: Expression<SqlBool>[] = [];
  if (status !== null) conditions.push(eb('status', '=', status));
  if (role !== null) {
    const admins = db.selectFrom(selectAdmins(db, Date.now()).as('admins')).select('id');
    conditions.push(eb('id', role === 'admin' ? 'in' : 'not in', admins));
  }
  if (group !== null) conditions.push(eb('id', 'in', membersOf(db, group)));
  if (provider === 'local') conditions.push(eb('password_hash', 'is not', null));
  else if (provider !== null) {
    const linked = eb.selectFrom('identities').select('user_id').where('provider', '=', provider);
    conditions.push(eb('id', 'in', linked));
  }
  if (search !== null) {
    conditions.push(sql<SqlBool>`search_key like ${containsPattern(search)} escape '\\'`);
  }
  return eb.and(conditions);
}

/**
 * The ids of one page of the matching users, and the total count. One scan computes both, and only the ids of
 * the page are copied between threads.
 */
export async function searchUsers(
  db: Kysely<Schema>,
  { filter, order }: { readonly filter: UserFilter; readonly order: UserOrder },
  page: Page,
): Promise<{ readonly ids: readonly Id[]; readonly total: number }> {
  const { direction } = order;
  const rows = await db
    .with(
      (cte) => cte('hits').materialized(),
      () => hitsOf(db, filter, order),
    )
    .selectFrom((base) =>
      base
        .selectFrom('hits')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .as('counted'),
    )
    .leftJoin(
      (base) =>
        base
          .selectFrom('hits')
          .select(['id', 'key'])
          .orderBy('key', byKey(direction))
          .orderBy('id', direction)
          .limit(page.take)
          .offset(page.skip)
          .as('shown'),
      (join) => join.onTrue(),
    )
    .select(['counted.total', 'shown.id'])
    .orderBy('shown.key', byKey(direction))
    .orderBy('shown.id', direction)
    .execute();
  return {
    ids: rows.flatMap(({ id }) => (id === null ? [] : [id])),
    total: rows[0]?.total ?? 0,
  };
}

/**
 * The ids of all matching users up to a limit, concatenated in one array: as separate rows they would take more
 * memory and more time to copy between threads.
 */
export async function allUserIds(
  db: Kysely<Schema>,
  { filter, order }: { readonly filter: UserFilter; readonly order: UserOrder },
  limit: number,
): Promise<Uint8Array> {
  const { direction } = order;
  const chosen = hitsOf(db, filter, order)
    .orderBy('key', byKey(direction))
    .orderBy('id', direction)
    .limit(limit);
  const sorted =
    direction === 'asc'
      ? sql`order by key asc nulls first, id asc`
      : sql`order by key desc nulls last, id desc`;
  const packed =
    engineOf(db) === 'postgres'
      ? sql<string | null>`string_agg(encode(id, 'hex'), '' ${sorted})`
      : sql<string | null>`group_concat(hex(id), '' ${sorted})`;
  const row = await db
    .selectFrom(chosen.as('chosen'))
    .select(packed.as('ids'))
    .executeTakeFirstOrThrow();
  return Uint8Array.fromHex(row.ids ?? '');
}

/** The users with these ids, newest first. */
export async function usersById(db: Kysely<Schema>, ids: readonly Id[]): Promise<UserRow[]> {
  if (ids.length === 0) return [];
  return selectUsers(db).where('id', 'in', ids).orderBy('id', 'desc').execute();
}

/** The identity providers of these users. */
export async function identitiesOf(
  db: Kysely<Schema>,
  userIds: readonly Id[],
): Promise<{ user_id: Id; provider: Provider }[]> {
  if (userIds.length === 0) return [];
  return db
    .selectFrom('identities')
    .select(['user_id', 'provider'])
    .where('user_id', 'in', userIds)
    .execute();
}
