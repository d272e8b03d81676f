import { sameIssuer } from '../../../core/issuer.ts';
import { providerLabels } from '../../../core/providers/registry.ts';
import { isoTime } from '../../../core/time.ts';
import { formatId } from '../../../core/uuid.ts';
import type { UserTable } from '../../../db/schema.ts';
import type { IdentityRow } from '../../federation/identities/service.ts';
import type { OidcConnection, ReadyProvider } from '../../providers/rules.ts';
import type { Membership } from '../../groups/service.ts';
import { isAdminByGroup } from '../../users/rules.ts';
import type { LinkedProvider, UserDetails } from './schema.ts';

export interface Connected {
  readonly oidc: Pick<OidcConnection, 'issuerUrl' | 'providerName'>;
  readonly ready: readonly ReadyProvider[];
}

/** An identity of a user as their page shows it. */
export function shownIdentity(row: IdentityRow, { oidc, ready }: Connected): LinkedProvider {
  const { provider, issuer, email } = row;
  return {
    provider,
    name: providerNameOf(row, oidc),
    email,
    emailVerified: row.email_verified === 1,
    linkedAt: isoTime(row.created_at),
    lastUsedAt: isoTime(row.last_used_at),
    canSignIn: ready.some((open) => open.provider === provider && sameIssuer(open.issuer, issuer)),
  };
}

/** How people know the provider of an identity. */
export function providerNameOf(
  { provider, issuer }: Pick<IdentityRow, 'provider' | 'issuer'>,
  oidc: Connected['oidc'],
): string {
  if (provider === 'local') return provider;
  if (provider !== 'oidc') return providerLabels[provider];
  const isCurrent = oidc.issuerUrl !== null && sameIssuer(issuer, oidc.issuerUrl);
  return isCurrent ? oidc.providerName : (URL.parse(issuer)?.host ?? issuer);
}

/** A membership as the page of its user shows it. */
export function shownMembership({
  id,
  name,
  source,
}: Membership): UserDetails['memberships'][number] {
  return { id: formatId(id), name, source };
}

/** The role that a group at the OpenID provider gives a user; null when it gives none now. */
export function groupRole(
  user: Pick<UserTable, 'admin_group' | 'admin_group_until'>,
  provider: string,
): UserDetails['adminByGroup'] {
  const { admin_group: group, admin_group_until: until } = user;
  if (until === null || !isAdminByGroup(user)) return null;
  return { group: group ?? '', provider, until: isoTime(until) };
}

/** The latest of some times, in milliseconds since 1970; null when there is none. */
export function latest(times: readonly (number | null)[]): string | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : isoTime(Math.max(...known));
}
