import type { ShownApiToken } from '../../core/client-info.ts';
import type { Id } from '../../core/uuid.ts';
import type { Provider, UserTable } from '../../db/schema.ts';
import { groupNamesIn, type JoinedNames } from '../groups/rules.ts';
import { isAdministrator, mustChangePassword } from '../users/rules.ts';
import type { Me } from './schema.ts';

/** The user who calls, read from the database at every request. */
interface AnyPerson {
  readonly userId: Id;
  readonly isAdmin: boolean;
  readonly me: Me;
  /** Whether the person must choose a new password before anything else. */
  readonly mustChangePassword: boolean;
}

/** A caller with an API token. */
export interface TokenPerson extends AnyPerson {
  readonly sessionId: null;
  readonly mustChangePassword: false;
  /** No session began at a provider, so no group there makes its owner an administrator. */
  readonly provider: null;
  readonly token: ShownApiToken & { readonly id: Id };
}

export type Person = SessionPerson | TokenPerson;

/** A caller with a session. */
export interface SessionPerson extends AnyPerson {
  readonly sessionId: Id;
  readonly token: null;
  readonly tokenVersion: number;
  readonly provider: Provider;
  /** When the user last authenticated, from the presented access token; milliseconds since 1970. */
  readonly authTimeMs: number;
}

/** The user who requests a change, and the session that must still be active when it is made. */
export type Caller = Pick<SessionPerson, 'userId' | 'sessionId'>;

/** The same for changes that an API token can request. */
export type AnyCaller = Caller | TokenCaller;

/** The user of an API token that must still work when the change is made. */
export type TokenCaller = Pick<TokenPerson, 'userId' | 'sessionId' | 'token'>;

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
  readonly user: Pick<UserTable, 'is_admin' | 'admin_group_until' | 'must_change_password'> & {
    readonly group_names: JoinedNames;
  };
  readonly provider: Provider;
}

/** What a token says about the rights of its user in a session that began at a provider. */
export function rightsOf({ user, provider }: SignedInUser) {
  return {
    isAdmin: isAdministrator(user, provider),
    groups: groupNamesIn(user.group_names),
    isRestricted: mustChangePassword(user, provider),
  };
}
