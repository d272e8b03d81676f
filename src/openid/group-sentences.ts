import type { CureCode } from '../core/finding-codes.ts';
import { type GroupClaims, hasGroups } from './group-claims.ts';
import type { ProviderKind } from './provider-kind.ts';

/** How the groups of a user are missing: the claim was not sent, was left out for its size, or names none. */
export type MissingGroups = 'absent' | 'overage' | 'empty';

/** Null when the provider sent at least one group. */
export function missingGroups(groups: GroupClaims): MissingGroups | null {
  if (groups.names.length > 0) return null;
  if (groups.isOverage) return 'overage';
  return hasGroups(groups) ? 'empty' : 'absent';
}

/** Where an operator makes a provider send groups, in English. */
export const groupAdvice: Readonly<Record<ProviderKind, string>> = {
  pocket_id:
    'Pocket ID sends the claim groups for the scope groups: apps must ask for that scope too.',
  authelia:
    'In Authelia, give the client the scope groups; apps must ask for it and send a code, because the claim is in userinfo only.',
  authentik:
    'In Authentik, give the provider the scope mapping profile, whose claim groups has the names.',
  keycloak:
    'In Keycloak, add a mapper Group Membership with the token claim name groups to the client, or set OIDC_GROUPS_CLAIM=realm_access.roles and switch Add to ID token on for the realm roles.',
  entra:
    'In Entra ID, add a groups claim under Token configuration, which sends ids, or define app roles and set OIDC_GROUPS_CLAIM=roles.',
  zitadel:
    'In Zitadel, switch Assert Roles on Authentication on for the project, and set OIDC_GROUPS_CLAIM=urn:zitadel:iam:org:project:roles.',
  kanidm:
    'In Kanidm, put the scope groups into the scope map of the client. The claim has names like admins@idm.example.com; for short ones use the scope groups_name, and ask for it with OIDC_SCOPES.',
  google: 'Google sends no groups.',
  apple: 'Apple sends no groups.',
  other: 'Set OIDC_GROUPS_CLAIM to the claim, and OIDC_SCOPES to the scopes that make it be sent.',
};

/** What makes a provider send the groups of its users. */
export const groupCures: Readonly<Record<ProviderKind, CureCode>> = {
  pocket_id: 'send_groups_pocket_id',
  authelia: 'send_groups_authelia',
  authentik: 'send_groups_authentik',
  keycloak: 'send_groups_keycloak',
  entra: 'send_groups_entra',
  zitadel: 'send_groups_zitadel',
  kanidm: 'send_groups_kanidm',
  google: 'use_provider_with_groups',
  apple: 'use_provider_with_groups',
  other: 'send_groups_other',
};

/** What to do when Entra ID leaves out the groups of users with many. */
export const overageAdvice =
  'Define app roles in Entra ID and set OIDC_GROUPS_CLAIM=roles, or let it send only the groups that are assigned to the application.';

/** Says for log and audit which groups are missing, and what to set at the provider. */
export function missingGroupsSentence(
  missing: MissingGroups,
  { paths, kind }: { readonly paths: readonly string[]; readonly kind: ProviderKind },
): string {
  const claims = paths.map((path) => `"${path}"`).join(' or ');
  if (missing === 'empty') return `the claim ${claims} of the provider names no group of this user`;
  return missing === 'overage'
    ? `the provider sent no ${claims} claim: this user is in too many groups for it. ${overageAdvice}`
    : `the provider sent no ${claims} claim: ${groupAdvice[kind]}`;
}

/** Says for the log which names of groups were not used. */
export function droppedGroupsSentence({ dropped, droppedCount }: GroupClaims): string {
  const more = droppedCount > dropped.length ? ', …' : '';
  const names = dropped.map((name) => JSON.stringify(name)).join(', ');
  return `${droppedCount} groups of a user were left out: names have 1 to 100 characters without commas and control characters, and at most 200 count: ${names}${more}`;
}
