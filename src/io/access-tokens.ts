import { timingSafeEqual } from 'node:crypto';
import { jwt } from '@elysiajs/jwt';
import type { Provider } from '../db/schema.ts';

/** What an access token says. Hints for clients: the server decides from the database row. */
export interface AccessClaims {
  readonly sub: string;
  readonly user_id: string;
  readonly email: string;
  readonly role: 'Admin' | 'Basic User';
  readonly auth_provider: Provider;
  readonly token_version: number;
  readonly sid: string;
  readonly jti: string;
}

export interface AccessTokens {
  /** Signs a token that is good for `ttlSeconds` from now (JWT, HS256). */
  sign(claims: AccessClaims): Promise<string>;
  /** The claims of a token of ours that has not expired, or null. Synchronous: it runs on every request. */
  verify(token: string): AccessClaims | null;
  readonly ttlSeconds: number;
}

interface AccessTokenOptions {
  /** Signs and verifies; at least 32 bytes of text. */
  readonly secret: string;
  /** Verifies only, so that a change of secret does not sign anybody out. */
  readonly previousSecret: string | null;
  readonly issuer: string;
  readonly ttlSeconds: number;
}

const audience = 'anchor';
const maxTokenLength = 4096;
// The one header our signer writes. Comparing its text leaves no room for another algorithm (RFC 8725 section 3.1).
const headerSegment = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const signer = jwt({ secret: options.secret }).decorator.jwt;
  const secrets = [
    options.secret,
    ...(options.previousSecret === null ? [] : [options.previousSecret]),
  ];
  return {
    ttlSeconds: options.ttlSeconds,
    sign: (claims) => {
      const now = Math.floor(Date.now() / 1000);
      return signer.sign({
        ...claims,
        iss: options.issuer,
        aud: audience,
        iat: true,
        exp: now + options.ttlSeconds,
      });
    },
    verify: (token) => {
      const payload = secrets
        .map((secret) => verifiedPayload(token, secret))
        .find((found) => found !== null);
      return payload !== undefined && isCurrent(payload, options.issuer) ? payload : null;
    },
  };
}

/** The payload of a token whose HS256 signature is right (RFC 7515 section 5.2), or null. */
function verifiedPayload(token: string, secret: string): Record<string, unknown> | null {
  const dot = headerSegment.length;
  const lastDot = token.lastIndexOf('.');
  if (token.length > maxTokenLength || lastDot <= dot) return null;
  if (token[dot] !== '.' || !token.startsWith(headerSegment)) return null;
  const expected = new Bun.CryptoHasher('sha256', secret)
    .update(token.slice(0, lastDot))
    .digest('base64url');
  const given = Buffer.from(token.slice(lastDot + 1));
  if (given.length !== expected.length || !timingSafeEqual(given, Buffer.from(expected)))
    return null;
  return JSON.parse(Buffer.from(token.slice(dot + 1, lastDot), 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

const textClaims = ['sub', 'user_id', 'email', 'role', 'auth_provider', 'sid', 'jti'] as const;

function isCurrent(
  payload: Record<string, unknown>,
  issuer: string,
): payload is Record<string, unknown> & AccessClaims {
  const { iss, aud, exp, iat, token_version: version } = payload;
  if (iss !== issuer || aud !== audience) return false;
  if (typeof exp !== 'number' || typeof iat !== 'number' || typeof version !== 'number')
    return false;
  return Date.now() < exp * 1000 && textClaims.every((name) => typeof payload[name] === 'string');
}
