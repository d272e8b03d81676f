import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import { engineOf } from '../../db/engine.ts';
import type { GroupMemberTable, GroupSource, GroupTable } from '../../db/group-tables.ts';
import type { Schema } from '../../db/schema.ts';
import type { JoinedNames } from './rules.ts';

export type GroupRow = Selectable<GroupTable>;

/**
 * A column for queries about people: the names of a person's groups, joined. Part of the reads that every request
 * needs, where a person without groups costs one search in an index. `person` is the column with the person's id.
 */
export function joinedNamesOf(db: Kysely<Schema>, person: 'users.id' | 'u.id') {
  const names =
    engineOf(db) === 'postgres'
      ? sql<JoinedNames>`string_agg(of_group.name, ',')`
      : sql<JoinedNames>`group_concat(of_group.name)`;
  return db
    .selectFrom('group_members as of_member')
    .innerJoin('groups as of_group', 'of_group.id', 'of_member.group_id')
    .select(names.as('names'))
    .where('of_member.user_id', '=', sql.ref<Id>(person))
    .as('group_names');
}

/** For queries about people: the ids of the members of the group of this name. */
export function membersOf(db: Kysely<Schema>, name: string) {
  return db
    .selectFrom('group_members as m')
    .innerJoin('groups as g', 'g.id', 'm.group_id')
    .select('m.user_id')
    .where('g.name', '=', name);
}

/** All groups, with the number of their members. */
export async function listGroups(
  db: Kysely<Schema>,
): Promise<(GroupRow & { readonly members: number })[]> {
  return db
    .selectFrom('groups')
    .selectAll('groups')
    .select((eb) =>
      eb
        .selectFrom('group_members')
        .select((inner) => inner.fn.count<number>('user_id').distinct().as('count'))
        .whereRef('group_members.group_id', '=', 'groups.id')
        .$asScalar()
        .$notNull()
        .as('members'),
    )
    .execute();
}

/** The names of all groups, to compare with a new one. */
export async function listNames(
  db: Kysely<Schema>,
): Promise<Pick<GroupRow, 'id' | 'name' | 'source'>[]> {
  return db.selectFrom('groups').select(['id', 'name', 'source']).execute();
}

export async function findGroup(db: Kysely<Schema>, id: Id): Promise<GroupRow | undefined> {
  return db.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those of the groups that exist. */
export async function findGroups(
  db: Kysely<Schema>,
  ids: readonly Id[],
): Promise<Pick<GroupRow, 'id' | 'name'>[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('groups').select(['id', 'name']).where('id', 'in', ids).execute();
}

export async function countMembers(db: Kysely<Schema>, id: Id): Promise<number> {
  const row = await db
    .selectFrom('group_members')
    .select((eb) => eb.fn.count<number>('user_id').distinct().as('count'))
    .where('group_id', '=', id)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function findMembers(db: Kysely<Schema>, id: Id): Promise<readonly Id[]> {
  const rows = await db
    .selectFrom('group_members')
    .select('user_id')
    .distinct()
    .where('group_id', '=', id)
    .execute();
  return rows.map((row) => row.user_id);
}

export async function insertGroup(
  db: Kysely<Schema>,
  group: Insertable<GroupTable>,
): Promise<void> {
  await db.insertInto('groups').values(group).execute();
}

export async function updateGroup(
  db: Kysely<Schema>,
  id: Id,
  change: Updateable<GroupTable>,
): Promise<void> {
  await db.updateTable('groups').set(change).where('id', '=', id).execute();
}

/** Deletes a group and, by foreign keys, the memberships in it. */
export async function deleteGroup(db: Kysely<Schema>, id: Id): Promise<void> {
  await db.deleteFrom('groups').where('id', '=', id).execute();
}

/** A group of a person, and what gave it to them. */
export interface Membership extends Pick<GroupRow, 'id' | 'name'> {
  readonly source: GroupSource;
}

/** The groups of a person; one row for each source of a membership. */
export async function membershipsOf(db: Kysely<Schema>, userId: Id): Promise<Membership[]> {
  return db
    .selectFrom('group_members as m')
    .innerJoin('groups as g', 'g.id', 'm.group_id')
    .select(['g.id', 'g.name', 'm.source'])
    .where('m.user_id', '=', userId)
    .execute();
}

/**
 * PostgreSQL repeats the change when another transaction has just inserted one of the rows; without the clause it
 * would fail.
 */
export async function insertMemberships(
  db: Kysely<Schema>,
  memberships: readonly Insertable<GroupMemberTable>[],
): Promise<void> {
  if (memberships.length === 0) return;
  await db
    .insertInto('group_members')
    .values(memberships)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Deletes memberships of one source. */
export async function deleteMemberships(
  db: Kysely<Schema>,
  { userId, source }: { readonly userId: Id; readonly source: GroupSource },
  groupIds: readonly Id[],
): Promise<void> {
  if (groupIds.length === 0) return;
  await db
    .deleteFrom('group_members')
    .where('user_id', '=', userId)
    .where('source', '=', source)
    .where('group_id', 'in', groupIds)
    .execute();
}
