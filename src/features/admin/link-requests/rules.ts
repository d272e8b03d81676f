import { isoTime } from '../../../core/time.ts';
import { formatId, type Id, sameId } from '../../../core/uuid.ts';
import type { IdentityRow } from '../../federation/identities/service.ts';
import { type LinkRequestRow, replacedBy } from '../../federation/link-requests/rules.ts';
import { showUser } from '../../users/rules.ts';
import type { UserRow } from '../../users/service.ts';
import { type Connected, providerNameOf, shownIdentity } from '../user-page/rules.ts';
import type { LinkRequest } from './schema.ts';

/** What the database says about the account of a request. */
export interface RequestFacts {
  readonly user: UserRow;
  readonly identities: readonly IdentityRow[];
  readonly isProven: boolean;
  /** Whether a sign-in would still be refused because of this account. */
  readonly isCurrent: boolean;
  readonly connected: Connected;
  /** Who reads. */
  readonly reader: Id;
}

/** A request with both sides: who asks, and the account. */
export function shownRequest(row: LinkRequestRow, facts: RequestFacts): LinkRequest {
  const { identities, connected } = facts;
  const replaced = replacedBy(row, identities);
  return {
    id: formatId(row.id),
    askedAt: isoTime(row.asked_at),
    expiresAt: isoTime(row.expires_at),
    refusedAt: row.refused_at === null ? null : isoTime(row.refused_at),
    claimant: {
      provider: row.provider,
      providerName: providerNameOf(row, connected.oidc),
      issuer: row.issuer,
      subject: row.subject,
      email: row.email,
      emailVerified: row.email_verified === 1,
      name: row.name,
    },
    account: shownAccount(facts),
    replaces: replaced.map(({ email, created_at, last_used_at }) => {
      return { email, linkedAt: isoTime(created_at), lastUsedAt: isoTime(last_used_at) };
    }),
    obstacle: obstacleOf(facts),
  };
}

function shownAccount({
  user,
  identities,
  isProven,
  connected,
}: RequestFacts): LinkRequest['account'] {
  const { id, email, name, profileImage, isAdmin, status } = showUser(user, 'anywhere');
  return {
    id,
    email,
    name,
    profileImage,
    isAdmin,
    status,
    emailVerified: isProven,
    hasPassword: user.password_hash !== null,
    linkedProviders: identities.map((row) => shownIdentity(row, connected)),
    lastLoginAt: user.last_login_at === null ? null : isoTime(user.last_login_at),
  };
}

function obstacleOf({ user, isCurrent, reader }: RequestFacts): LinkRequest['obstacle'] {
  if (!isCurrent) return 'outdated';
  if (user.status === 'pending') return 'account_pending';
  if (user.status === 'disabled') return 'account_disabled';
  return sameId(user.id, reader) ? 'own_account' : null;
}
