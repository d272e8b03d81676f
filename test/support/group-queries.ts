// The queries about groups, for queries-in-use.ts.

import * as memberships from '../../src/features/groups/provider-memberships/queries.ts';
import * as groups from '../../src/features/groups/queries.ts';
import type { Use } from './queries-in-use.ts';
import { group, id } from './sample-rows.ts';

const localOf = { userId: id, source: 'local' } as const;
const membership = { group_id: id, user_id: id, source: 'local', created_at: 1 } as const;

export const groupQueries: Readonly<Record<string, readonly Use[]>> = {
  // Parts of queries about people.
  joinedNamesOf: [],
  membersOf: [(db) => groups.membersOf(db, 'x').execute()],
  // All groups, for the panel and for the few changes of them.
  listGroups: [],
  listNames: [],
  findGroup: [(db) => groups.findGroup(db, id)],
  findGroups: [(db) => groups.findGroups(db, [id, id])],
  countMembers: [(db) => groups.countMembers(db, id)],
  findMembers: [(db) => groups.findMembers(db, id)],
  insertGroup: [(db) => groups.insertGroup(db, group)],
  updateGroup: [(db) => groups.updateGroup(db, id, { name: 'x' })],
  deleteGroup: [(db) => groups.deleteGroup(db, id)],
  membershipsOf: [(db) => groups.membershipsOf(db, id)],
  insertMemberships: [(db) => groups.insertMemberships(db, [membership])],
  deleteMemberships: [(db) => groups.deleteMemberships(db, localOf, [id, id])],
};

export const membershipQueries: Readonly<Record<string, readonly Use[]>> = {
  findGroupsByName: [(db) => memberships.findGroupsByName(db, ['x', 'y'])],
  // Once, when a provider names a group that is not here yet.
  countGroups: [],
  insertNewGroups: [(db) => memberships.insertNewGroups(db, [group])],
};
