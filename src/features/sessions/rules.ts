import type { Provider, UserTable } from '../../db/schema.ts';
import { groupNamesIn, type JoinedNames } from '../groups/rules.ts';
import { isAdministrator } from '../users/rules.ts';

/** The refresh token of a body, under either spelling of its field; null when there is none. */
export function shownToken(body: {
  readonly refresh_token?: string | null | undefined;
  readonly refreshToken?: string | null | undefined;
}): string | null {
  // An app that has no token may send an empty string.
  return body.refresh_token || body.refreshToken || null;
}

/** The end that a session has reached, or will reach whatever its refreshes; both in milliseconds since 1970. */
export interface SessionEnd {
  readonly ended_at: number | null;
  readonly expires_at: number | null;
}

/** Whether a session has ended: it was ended, or has reached its absolute end. */
export function hasEnded({ ended_at, expires_at }: SessionEnd, now: number): boolean {
  return ended_at !== null || (expires_at !== null && expires_at <= now);
}

/** Why and when a session ends. */
export interface Ending {
  readonly reason: string;
  readonly now: number;
}

/** The columns of a session that ends: it keeps nothing of its user at the provider. */
export function endOf({ now, reason }: Ending) {
  return { ended_at: now, end_reason: reason, provider_sign_out: null };
}

/** When the next refresh token of a session expires: never after the absolute end of the session. */
export function refreshEnd(
  { expires_at }: Pick<SessionEnd, 'expires_at'>,
  now: number,
  refreshTtlSeconds: number,
): number {
  return Math.min(now + refreshTtlSeconds * 1000, expires_at ?? Number.POSITIVE_INFINITY);
}

interface SignedInUser {
  readonly user: Pick<UserTable, 'is_admin' | 'admin_group_until'> & {
    readonly group_names: JoinedNames;
  };
  readonly provider: Provider;
}

/** What a token says about the rights of its user in a session that began at a provider. */
export function rightsOf({ user, provider }: SignedInUser) {
  return { isAdmin: isAdministrator(user, provider), groups: groupNamesIn(user.group_names) };
}
