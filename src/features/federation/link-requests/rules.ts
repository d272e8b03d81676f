import type { Selectable } from 'kysely';
import { sameIssuer } from '../../../core/issuer.ts';
import { isoTime } from '../../../core/time.ts';
import { type Id, sameId } from '../../../core/uuid.ts';
import type { LinkRequestTable } from '../../../db/link-request-tables.ts';
import type { Decision, IdentityRules } from '../arrival/rules.ts';
import type { IdentityRow } from '../identities/service.ts';
import type { Asked } from './schema.ts';

export type LinkRequestRow = Selectable<LinkRequestTable>;

/** How long a question waits for an administrator. */
export const requestLifeMs = 14 * 24 * 60 * 60 * 1000;

/** How many questions may wait; an administrator cannot review more. */
export const maxWaiting = 100;

/**
 * With these rules the decision about a sign-in names the account that the identity may not be linked to by its
 * address, and nothing else: no account is made, and none is linked.
 */
export const askingRules: IdentityRules = {
  createsAccounts: false,
  obeysClosedMode: true,
  linksByEmail: false,
  groups: null,
};

/** Whether a sign-in would still be refused for the same account, so that only a link lets the person in. */
export function isAbout(decision: Decision, userId: Id): boolean {
  if (decision.kind !== 'refuse' || decision.code !== 'account_exists') return false;
  return decision.user !== null && sameId(decision.user.id, userId);
}

/** What the person may know about their question: nothing about the account. */
export function shownAsked({ refused_at, expires_at }: LinkRequestRow): Asked {
  return {
    status: refused_at === null ? 'waiting' : 'refused',
    expiresAt: isoTime(expires_at),
  };
}

/** The identities of an account that another one of the same issuer replaces. */
export function replacedBy(
  { provider, issuer }: Pick<IdentityRow, 'provider' | 'issuer'>,
  own: readonly IdentityRow[],
): readonly IdentityRow[] {
  return own.filter((row) => row.provider === provider && sameIssuer(row.issuer, issuer));
}
