import { type GroupClaims, hasGroups } from '../../../openid/group-claims.ts';
import type { ProviderKind } from '../../../openid/provider-kind.ts';
import type { UserRow } from '../../users/service.ts';

/** What the operator does with the groups of the OpenID provider. */
export interface GroupRules {
  readonly providerName: string;
  /** The groups of which a user must be in one; empty: everybody may sign in. */
  readonly allowed: readonly string[];
  /** The groups whose members are administrators. */
  readonly admins: readonly string[];
  /** Whose memberships are kept here: of groups that exist here, of all groups, or none. */
  readonly sync: 'mapped' | 'all' | 'off';
  /** How long after a sign-in its user is an administrator by a group, in milliseconds. */
  readonly adminForMs: number;
}

/** What the provider said about groups, and which program it is, for advice. */
export interface ToldGroups extends GroupClaims {
  readonly kind: ProviderKind;
}

/** Why a sign-in is refused: no group that may sign in, or no group that makes the first administrator. */
export type GroupRefusal = 'not_allowed' | 'no_first_administrator';

/** What the groups of a user decide about a sign-in. */
export type GroupDecision =
  | { readonly kind: 'refused'; readonly why: GroupRefusal }
  | {
      readonly kind: 'admitted';
      /** The first group of the setting that the user is in; null when they are in none. */
      readonly adminGroup: string | null;
      /** The names of which the user becomes a member, as far as there are such groups here or they may be made. */
      readonly memberships: readonly string[];
    };

/** A group of this name would say that its members are administrators, wherever apps are told the groups. */
const reservedName = 'admins';

/** Decides by the groups of a user, whose account is known already. Names are compared exactly. */
export function decideByGroups(
  { names }: Pick<GroupClaims, 'names'>,
  { allowed, admins, sync }: GroupRules,
  { isFirstUser }: { readonly isFirstUser: boolean },
): GroupDecision {
  const held = new Set(names);
  if (allowed.length > 0 && !allowed.some((name) => held.has(name))) {
    return { kind: 'refused', why: 'not_allowed' };
  }
  const adminGroup = admins.find((name) => held.has(name)) ?? null;
  if (isFirstUser && admins.length > 0 && adminGroup === null) {
    return { kind: 'refused', why: 'no_first_administrator' };
  }
  const memberships = sync === 'off' ? [] : names.filter((name) => !isReserved(name));
  return { kind: 'admitted', adminGroup, memberships };
}

function isReserved(name: string): boolean {
  return name.toLowerCase() === reservedName;
}

/** The columns that say whether a user is an administrator. */
export type AdminColumns = Pick<
  UserRow,
  'is_admin' | 'admin_group' | 'admin_group_until' | 'token_version'
>;

/** What a sign-in does to the administrator role that comes from a group. */
export interface AdminChange {
  /** Empty when nothing changes. */
  readonly columns: Partial<
    Pick<AdminColumns, 'admin_group' | 'admin_group_until' | 'token_version'>
  >;
  readonly outcome: 'none' | 'gained' | 'renewed' | 'lost' | 'withheld';
}

/**
 * Decides about the role. Losing it revokes the access tokens of the user, which say that they are an administrator;
 * the last active administrator keeps it, so that there is always one.
 */
export function decideAdmin(
  user: AdminColumns,
  adminGroup: string | null,
  {
    now,
    adminForMs,
    isOnlyAdmin,
  }: { readonly now: number; readonly adminForMs: number; readonly isOnlyAdmin: boolean },
): AdminChange {
  const holds = isAdminByGroup(user, now);
  const until = { admin_group_until: now + adminForMs };
  if (adminGroup !== null) {
    return {
      columns: { admin_group: adminGroup, ...until },
      outcome: holds ? 'renewed' : 'gained',
    };
  }
  if (user.admin_group === null) return { columns: {}, outcome: 'none' };
  if (holds && isOnlyAdmin) return { columns: until, outcome: 'withheld' };
  const none = { admin_group: null, admin_group_until: null };
  if (!holds) return { columns: none, outcome: 'none' };
  return { columns: { ...none, token_version: user.token_version + 1 }, outcome: 'lost' };
}

/** Whether a group makes the user an administrator now. */
export function isAdminByGroup({ admin_group_until: until }: AdminColumns, now: number): boolean {
  return until !== null && until > now;
}

/** How the groups of a user are missing, for log, audit and pages; null when the provider sent at least one. */
export type MissingGroups = 'absent' | 'overage' | 'empty';

export function missingGroups(groups: GroupClaims): MissingGroups | null {
  if (groups.names.length > 0) return null;
  if (groups.isOverage) return 'overage';
  return hasGroups(groups) ? 'empty' : 'absent';
}
