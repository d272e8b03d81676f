import type { Id } from '../core/uuid.ts';

/** Where a group, or one membership in it, comes from: an administrator here, or the OpenID provider. */
export type GroupSource = 'local' | 'oidc';

/** The groups of people. Names are compared as exact text, as the provider sends them. */
export interface GroupTable {
  id: Id;
  name: string;
  description: string | null;
  /** Who made the group. Groups of either source may have members of both. */
  source: GroupSource;
  created_at: number;
  updated_at: number;
}

/** Who is in which group. A person may be in a group for both reasons at once. */
export interface GroupMemberTable {
  group_id: Id;
  user_id: Id;
  source: GroupSource;
  created_at: number;
}
