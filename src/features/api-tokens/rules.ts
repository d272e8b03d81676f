import type { TokenScope } from '../../core/token-scopes.ts';
import type { Id } from '../../core/uuid.ts';
import { base64url, randomBytes } from '../../core/tokens.ts';

/** How every API token begins. */
export const tokenStart = 'ak_';
const tokenText = /^ak_[A-Za-z0-9_-]{43}$/;
const prefixLength = 9;

/** What the token that can be shown again opens. */
export const legacyScopes: readonly TokenScope[] = ['me'];

/** How that token is listed among those with names of their own. */
export const legacyName = 'API token';

/** That token as lists need it; times in milliseconds since 1970. */
export interface LegacyToken {
  readonly userId: Id;
  readonly prefix: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly lastUsedIp: string | null;
}

/** A new token: `ak_` and 32 random bytes. */
export function newToken(): string {
  return `${tokenStart}${base64url.encode(randomBytes(32), { includePadding: false })}`;
}

/** Whether a bearer token is meant as an API token, well-formed or not. */
export function isApiToken(bearer: string): boolean {
  return bearer.startsWith(tokenStart);
}

/** Whether it has the form of one. */
export function isWellFormed(token: string): boolean {
  return tokenText.test(token);
}

/** The first characters, by which people recognise a token: 36 of its 256 bits. */
export function prefixOf(token: string): string {
  return token.slice(0, prefixLength);
}

/** Whether a token no longer works. */
export function isExpired(expiresAt: number | null, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}
