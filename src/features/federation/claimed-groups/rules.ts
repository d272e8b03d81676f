import { quote } from '../../../core/json.ts';
import type { RefusalReason } from '../../../core/refusal-reasons.ts';
import { bareGroupName, type GroupClaims } from '../../../openid/group-claims.ts';
import {
  droppedGroupsSentence,
  type MissingGroups,
  missingGroups,
  groupCures,
  missingGroupsSentence,
} from '../../../openid/group-sentences.ts';
import { ProviderProblem } from '../../../openid/refusal.ts';
import type { OidcConnection } from '../../providers/rules.ts';
import { isAdminByGroup } from '../../users/rules.ts';
import { noGroupRole, type UserRow } from '../../users/service.ts';
import type { ToldGroups } from '../identities/rules.ts';

/** What the operator does with the groups of the OpenID provider. */
export interface GroupRules {
  readonly providerName: string;
  /** Whether a setting needs the groups, so that their absence is worth a warning. */
  readonly isNeeded: boolean;
  /** A user must be in one of these groups; empty: everyone may sign in. */
  readonly allowed: readonly string[];
  /** The groups whose members are administrators. */
  readonly admins: readonly string[];
  /** Which memberships follow the provider: those of groups that exist here, those of all groups, or none. */
  readonly sync: 'mapped' | 'all' | 'off';
  /** How long after a sign-in its user is an administrator by a group, in milliseconds. */
  readonly adminForMs: number;
}

/** The rules in the settings of the provider. */
export function groupRulesIn({
  options,
  needsGroups,
  providerName,
}: Pick<OidcConnection, 'options' | 'needsGroups' | 'providerName'>): GroupRules {
  const { allowedGroups, adminGroups, syncGroups, sessionTtl } = options;
  return {
    providerName,
    isNeeded: needsGroups,
    allowed: allowedGroups.map(bareGroupName),
    admins: adminGroups.map(bareGroupName),
    sync: syncGroups,
    adminForMs: sessionTtl === 0 ? usualAdminMs : sessionTtl * 1000,
  };
}

const usualAdminMs = 24 * 60 * 60 * 1000;

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
  return { kind: 'admitted', adminGroup, memberships: sync === 'off' ? [] : names };
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
 * the last active administrator keeps it, so that there is always one. Who is appointed here as well loses nothing.
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
  if (!holds || user.is_admin === 1) return { columns: noGroupRole, outcome: 'none' };
  return { columns: { ...noGroupRole, token_version: user.token_version + 1 }, outcome: 'lost' };
}

const maxListedLength = 1000;

/** What a sign-in changed, for the audit log; null when it changed nothing that lasts. */
export function followedDetails(
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
  role: { readonly outcome: AdminChange['outcome']; readonly group: string | null },
): Readonly<Record<string, string | boolean>> | null {
  const isGained = role.outcome === 'gained';
  const details = {
    ...(added.length === 0 ? {} : { added: listed(added) }),
    ...(removed.length === 0 ? {} : { removed: listed(removed) }),
    ...(isGained ? { isAdmin: true, group: role.group ?? '' } : {}),
    ...(role.outcome === 'lost' ? { isAdmin: false } : {}),
  };
  return Object.keys(details).length === 0 ? null : details;
}

function listed(names: readonly string[]): string {
  const all = names.join(', ');
  return all.length > maxListedLength ? `${all.slice(0, maxListedLength)}…` : all;
}

/** Why groups refuse a sign-in, for the person, the audit log and the log. */
export interface GroupRefusalFacts {
  readonly message: string;
  readonly because: RefusalReason;
  readonly details: Readonly<Record<string, string>>;
  readonly cause: Error;
}

/** Null for a refusal that has another reason. */
export function groupRefusal(
  why: GroupRefusal | undefined,
  groups: ToldGroups | null,
  rules: GroupRules | null,
): GroupRefusalFacts | null {
  if (why === undefined || rules === null) return null;
  const { providerName, allowed, admins } = rules;
  const missing = groups === null ? 'absent' : missingGroups(groups);
  const wanted = why === 'not_allowed' ? allowed : admins;
  const sentence =
    missing === null
      ? `the user is in ${quote(groups?.names)}, and none of it is in ${quote(wanted)}`
      : missingGroupsSentence(missing, { paths: pathsOf(groups), kind: groups?.kind ?? 'other' });
  return {
    message: `Your account at ${providerName} is not in a group that may sign in here.`,
    because: { reason: 'group_missing', params: { provider: providerName } },
    details: missingDetails(missing, groups),
    cause: new ProviderProblem(sentence, null),
  };
}

/** Why the groups of a user who signs in are worth a warning in the log; null when they are not. */
export function groupWarning(groups: ToldGroups | null, { isNeeded }: GroupRules): Error | null {
  if (groups === null) return null;
  const missing = missingGroups(groups);
  if (groups.droppedCount > 0) return new ProviderProblem(droppedGroupsSentence(groups), null);
  if (missing === null || missing === 'empty' || !isNeeded) return null;
  const { kind } = groups;
  return new ProviderProblem(
    missingGroupsSentence(missing, { paths: pathsOf(groups), kind }),
    null,
  );
}

/** How the groups were missing, for the audit log. */
export function missingDetails(
  missing: MissingGroups | null,
  groups: ToldGroups | null,
): Readonly<Record<string, string>> {
  if (missing === null) return {};
  const told = { groups: missing, claims: pathsOf(groups).join(', ') };
  if (missing === 'empty') return told;
  return {
    ...told,
    cure: missing === 'overage' ? 'use_app_roles' : groupCures[groups?.kind ?? 'other'],
  };
}

function pathsOf(groups: ToldGroups | null): readonly string[] {
  return groups?.found.map(({ path }) => path) ?? [];
}
