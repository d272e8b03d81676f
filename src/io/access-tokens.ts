import { verifyHs256 } from '../core/hs256.ts';
import { formatId, type Id, parseId } from '../core/uuid.ts';
import type { Provider, UserTable } from '../db/schema.ts';

/** The claims of an access token. They are hints for clients: the server decides from the database row. */
interface AccessClaims {
  readonly sub: string;
  readonly user_id: string;
  readonly email: string;
  readonly role: 'Admin' | 'Basic User';
  readonly auth_provider: Provider;
  readonly token_version: number;
  readonly sid: string;
  readonly jti: string;
  /** When the user last re-authenticated, in seconds since 1970. */
  readonly auth_time: number;
}

/** The user and the session of a token. */
interface TokenSubject {
  readonly user: Pick<UserTable, 'id' | 'email' | 'is_admin' | 'token_version'>;
  readonly provider: Provider;
  readonly sessionId: Id;
  /** When the user last re-authenticated, in milliseconds since 1970. */
  readonly authTimeMs: number;
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

/** Issues and verifies the access tokens of this server (RFC 7519). */
export interface AccessTokens {
  /** Signs a JWT (HS256) that expires in `ttlSeconds`. */
  sign(subject: TokenSubject): Promise<string>;
  /**
   * The verified content of a token of this server that has not expired, or null. Synchronous, because it runs on
   * every request.
   */
  verify(token: string): VerifiedToken | null;
  readonly ttlSeconds: number;
}

interface AccessTokenOptions {
  /** Signs and verifies; a text of at least 32 bytes. */
  readonly secret: string;
  /** Only verifies, so that a change of the secret does not sign users out. */
  readonly previousSecret: string | null;
  readonly issuer: string;
  readonly ttlSeconds: number;
}

const audience = 'anchor';
// About 1 KB each. A client sends the same token hundreds of times, and its signature need not be computed each
// time.
const maxRemembered = 4096;

/** The access tokens of this server, which is their only issuer and their only audience. */
export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  let made: ReturnType<typeof createSigner> | null = null;
  const remembered = new Map<string, VerifiedToken>();
  const verifyFresh = (token: string): VerifiedToken | null => {
    const payload =
      verifyHs256(token, options.secret) ??
      (options.previousSecret === null ? null : verifyHs256(token, options.previousSecret));
    const verified = payload === null ? null : readClaims(payload, options.issuer);
    if (verified !== null) remember(remembered, token, verified);
    return verified;
  };
  return {
    ttlSeconds: options.ttlSeconds,
    sign: async (subject) => {
      const signer = await (made ??= createSigner(options.secret));
      const nbf = Math.floor(Date.now() / 1000);
      const times = { nbf, exp: nbf + options.ttlSeconds };
      return signer.sign({ ...claimsOf(subject), iss: options.issuer, aud: audience, ...times });
    },
    verify: (token) => {
      const verified = remembered.get(token) ?? verifyFresh(token);
      if (verified === null) return null;
      const now = Date.now();
      if (now < verified.expiresAtMs) return now < verified.notBeforeMs ? null : verified;
      remembered.delete(token);
      return null;
    },
  };
}

/** Imports the key once; given text or bytes, the plugin would import it again for every token. */
async function createSigner(text: string) {
  const { jwt } = await import('@elysiajs/jwt');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = await crypto.subtle.importKey('raw', Buffer.from(text), algorithm, false, [
    'sign',
  ]);
  return jwt({ secret }).decorator.jwt;
}

function remember(
  tokens: Map<string, VerifiedToken>,
  token: string,
  verified: VerifiedToken,
): void {
  if (tokens.size >= maxRemembered) {
    const [oldest] = tokens.keys();
    if (oldest !== undefined) tokens.delete(oldest);
  }
  tokens.set(token, verified);
}

function claimsOf({ user, provider, sessionId, authTimeMs }: TokenSubject): AccessClaims {
  const id = formatId(user.id);
  return {
    sub: id,
    user_id: id,
    email: user.email,
    role: user.is_admin === 1 ? 'Admin' : 'Basic User',
    auth_provider: provider,
    token_version: user.token_version,
    sid: formatId(sessionId),
    jti: crypto.randomUUID(),
    auth_time: Math.floor(authTimeMs / 1000),
  };
}

const textClaims = ['sub', 'user_id', 'email', 'role', 'auth_provider', 'sid', 'jti'] as const;

/** Checks that every documented claim is there with its type; the times are compared at each use. */
function readClaims(payload: Record<string, unknown>, issuer: string): VerifiedToken | null {
  const { iss, aud, sub, sid, token_version: tokenVersion } = payload;
  const isOurs = iss === issuer && aud === audience;
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

function readTimes(payload: Record<string, unknown>): Times | null {
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
