import { formatId, type Id, parseId } from '../core/uuid.ts';
import type { Provider, UserTable } from '../db/schema.ts';
import { type GroupClaims, groupClaimsOf } from './group-claims.ts';

/** The claims of an access token. They are hints for clients: the server decides from the database row. */
interface AccessClaims extends GroupClaims {
  readonly sub: string;
  readonly user_id: string;
  readonly email: string;
  readonly role: Role;
  readonly auth_provider: Provider;
  readonly token_version: number;
  readonly sid: string;
  readonly jti: string;
  /** When the user last re-authenticated, in seconds since 1970. */
  readonly auth_time: number;
}

type Role = 'Admin' | 'Basic User';

/** The user and the session of a token. */
export interface TokenSubject {
  readonly user: Pick<UserTable, 'id' | 'email' | 'token_version' | 'is_proven'>;
  /** Whether the user is an administrator in this session. */
  readonly isAdmin: boolean;
  /** Whether the session opens almost nothing yet, because the user must choose a new password. */
  readonly isRestricted: boolean;
  /** The names of the user's groups. */
  readonly groups: readonly string[];
  readonly provider: Provider;
  readonly sessionId: Id;
  /** When the user last re-authenticated, in milliseconds since 1970. */
  readonly authTimeMs: number;
}

/** The user of a token that is for another program alone. */
export interface AppTokenSubject extends Pick<TokenSubject, 'isAdmin' | 'groups'> {
  readonly user: Pick<UserTable, 'id' | 'email' | 'name' | 'is_proven'>;
}

/**
 * What the server uses of a token: which user and session to look up. Everything else is read from the database.
 */
export interface VerifiedToken {
  readonly subject: string;
  readonly userId: Id;
  readonly sessionId: Id;
  readonly tokenVersion: number;
  /** When the user last re-authenticated; null in tokens issued before this claim existed. */
  readonly authTimeMs: number | null;
  readonly notBeforeMs: number;
  readonly expiresAtMs: number;
}

/** The audience of access tokens, and the client id in those that others verify (RFC 9068 section 2.2). */
const audience = 'anchor';

/**
 * The audience of access tokens whose session opens almost nothing yet, so that other programs refuse them. Here both
 * are accepted, because the row decides what a session opens.
 */
const restrictedAudience = 'anchor-restricted';

export function audienceOf({ isRestricted }: Pick<TokenSubject, 'isRestricted'>): string {
  return isRestricted ? restrictedAudience : audience;
}

/** The claims of an access token, besides issuer, audience and times. */
export function claimsOf(subject: TokenSubject): AccessClaims {
  const { user, provider, sessionId, authTimeMs } = subject;
  const id = formatId(user.id);
  return {
    sub: id,
    user_id: id,
    email: user.email,
    role: roleOf(subject),
    auth_provider: provider,
    token_version: user.token_version,
    sid: formatId(sessionId),
    ...groupClaimsOf(subject.groups),
    jti: crypto.randomUUID(),
    auth_time: Math.floor(authTimeMs / 1000),
  };
}

/** What programs that verify a token by the published keys also need. */
export function publicClaimsOf(user: Pick<UserTable, 'is_proven'>) {
  return { client_id: audience, email_verified: user.is_proven === 1 };
}

/** The claims of an app's token: no session and no version, so that it opens nothing here. */
export function appClaimsOf({ user, ...rights }: AppTokenSubject, app: string) {
  return {
    sub: formatId(user.id),
    client_id: app,
    email: user.email,
    email_verified: user.is_proven === 1,
    name: user.name,
    role: roleOf(rights),
    ...groupClaimsOf(rights.groups),
    jti: crypto.randomUUID(),
  };
}

function roleOf({ isAdmin }: Pick<TokenSubject, 'isAdmin'>): Role {
  return isAdmin ? 'Admin' : 'Basic User';
}

const textClaims = ['sub', 'user_id', 'email', 'role', 'auth_provider', 'sid', 'jti'] as const;

/** Checks that every documented claim is there with its type; the times are compared at each use. */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  issuer: string,
): VerifiedToken | null {
  const { iss, aud, sub, sid, token_version: tokenVersion } = payload;
  const isOurs = iss === issuer && (aud === audience || aud === restrictedAudience);
  if (!isOurs || !textClaims.every((name) => typeof payload[name] === 'string')) return null;
  const times = readTimes(payload);
  if (times === null || typeof tokenVersion !== 'number') return null;
  const userId = parseId(String(sub));
  const sessionId = parseId(String(sid));
  if (userId === null || sessionId === null) return null;
  return { subject: formatId(userId), userId, sessionId, tokenVersion, ...times };
}

/**
 * Another instance, whose clock may be that much ahead, has issued the token (RFC 7519 section 4.1.5); an instance
 * whose clock is further off does not serve.
 */
const clockToleranceMs = 30_000;

type Times = Pick<VerifiedToken, 'authTimeMs' | 'notBeforeMs' | 'expiresAtMs'>;

function readTimes(payload: Readonly<Record<string, unknown>>): Times | null {
  const { exp, iat, auth_time: authTime } = payload;
  if (typeof exp !== 'number' || typeof iat !== 'number') return null;
  // Tokens issued before an upgrade lack `nbf` and `auth_time` and stay valid until they expire.
  const { nbf = iat } = payload;
  const isKnown = typeof authTime === 'number';
  if (typeof nbf !== 'number' || !(isKnown || authTime === undefined)) return null;
  return {
    authTimeMs: isKnown ? authTime * 1000 : null,
    notBeforeMs: Math.max(nbf, iat) * 1000 - clockToleranceMs,
    expiresAtMs: exp * 1000,
  };
}
