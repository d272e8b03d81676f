import type { Kysely } from 'kysely';
import { formatId, type Id } from '../../core/uuid.ts';
import type { GroupSource } from '../../db/group-tables.ts';
import type { WriteTransaction } from '../../db/port.ts';
import type { Schema } from '../../db/schema.ts';
import { byName } from './rules.ts';
import {
  countMembers,
  deleteGroup,
  deleteMemberships,
  findGroup,
  findMembers,
  findGroups,
  type GroupRow,
  insertGroup,
  insertMemberships,
  joinedNamesOf,
  listGroups,
  listNames,
  membersOf,
  type Membership,
  membershipsOf,
  updateGroup,
} from './queries.ts';

export {
  countMembers,
  deleteGroup,
  findGroup,
  findMembers,
  findGroups,
  type GroupRow,
  insertGroup,
  joinedNamesOf,
  listGroups,
  listNames,
  membersOf,
  type Membership,
  updateGroup,
};

/** The groups of a person by name; one entry for each source of a membership. */
export async function groupsOfPerson(db: Kysely<Schema>, userId: Id): Promise<Membership[]> {
  return (await membershipsOf(db, userId)).toSorted(byName);
}

/** All memberships that a person has from one source. */
interface Memberships {
  readonly userId: Id;
  readonly source: GroupSource;
  /** Existing groups, each once. */
  readonly groups: readonly Pick<GroupRow, 'id' | 'name'>[];
}

/** The names of the groups that a person joined and left. */
export interface MembershipChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Replaces the memberships that a person has from one source; those from the other stay. */
export async function replaceMemberships(
  trx: WriteTransaction,
  { userId, source, groups }: Memberships,
): Promise<MembershipChange> {
  const all = await groupsOfPerson(trx, userId);
  const before = all.filter((membership) => membership.source === source);
  const had = new Set(before.map(({ id }) => formatId(id)));
  const has = new Set(groups.map(({ id }) => formatId(id)));
  const added = groups.filter(({ id }) => !had.has(formatId(id))).toSorted(byName);
  const removed = before.filter(({ id }) => !has.has(formatId(id)));
  const now = Date.now();
  const removedIds = removed.map(({ id }) => id);
  await deleteMemberships(trx, { userId, source }, removedIds);
  await insertMemberships(
    trx,
    added.map(({ id }) => ({ group_id: id, user_id: userId, source, created_at: now })),
  );
  return { added: added.map(({ name }) => name), removed: removed.map(({ name }) => name) };
}
