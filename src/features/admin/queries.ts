import { type Kysely, type Selectable, sql } from 'kysely';
import type { Page } from '../../core/page.ts';
import { containsPattern } from '../../core/search.ts';
import type { Id } from '../../core/uuid.ts';
import type { Provider, Schema, UserStatus, UserTable } from '../../db/schema.ts';

type UserRow = Selectable<UserTable>;

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

/** Active administrators; the index users_admins holds administrators only. */
export async function countActiveAdmins(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('is_admin', '=', sql.lit(1))
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** One page of users, newest first: ids are in order of making. */
export async function pageOfUsers(
  db: Kysely<Schema>,
  status: UserStatus | null,
  page: Page,
): Promise<UserRow[]> {
  const query = db
    .selectFrom('users')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.take)
    .offset(page.skip);
  return (status === null ? query : query.where('status', '=', status)).execute();
}

export async function countUsers(db: Kysely<Schema>, status: UserStatus | null): Promise<number> {
  const query = db.selectFrom('users').select((eb) => eb.fn.countAll<number>().as('count'));
  const row = await (
    status === null ? query : query.where('status', '=', status)
  ).executeTakeFirstOrThrow();
  return row.count;
}

/**
 * Who stands on one page of those whose name or address contains the text, the newest on the first page, and
 * how many they are in all: one walk gives both, and few ids travel from thread to thread.
 */
export async function searchUsers(
  db: Kysely<Schema>,
  { search, status }: { readonly search: string; readonly status: UserStatus | null },
  page: Page,
): Promise<{ readonly ids: readonly Id[]; readonly total: number }> {
  const rows = await db
    .with(
      (cte) => cte('hits').materialized(),
      (base) => {
        const query = base
          .selectFrom('users')
          .select('id')
          .where(sql<boolean>`search_key like ${containsPattern(search)} escape '\\'`);
        return status === null ? query : query.where('status', '=', status);
      },
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
          .select('id')
          .orderBy('id', 'desc')
          .limit(page.take)
          .offset(page.skip)
          .as('shown'),
      (join) => join.onTrue(),
    )
    .select(['counted.total', 'shown.id'])
    .execute();
  return {
    ids: rows.flatMap(({ id }) => (id === null ? [] : [id])),
    total: rows[0]?.total ?? 0,
  };
}

/** These users, newest first. */
export async function usersById(db: Kysely<Schema>, ids: readonly Id[]): Promise<UserRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('users').selectAll().where('id', 'in', ids).orderBy('id', 'desc').execute();
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
