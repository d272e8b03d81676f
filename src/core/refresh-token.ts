import {
  constantTimeEqual,
  decodeHex,
  encodeHex,
  hmacSha512,
  randomBytes,
  sha256,
} from './tokens.ts';

// A refresh token is 64 bytes: a 16-byte handle that all tokens of one session share, and a 48-byte proof that
// changes with every rotation. The id of the session is a hash of the handle. So a token leads to its session
// without a lookup table, a used token is recognised as one of the same session, and a person who knows only
// the public session id cannot make a token for it.
const handleLength = 16;
const tokenLength = 64;
const tokenText = /^[0-9a-f]{128}$/;

/** The bytes of one refresh token. */
export type RefreshToken = Uint8Array;

/** The first token of a new session: 64 random bytes. */
export function newRefreshToken(): RefreshToken {
  return randomBytes(tokenLength);
}

/** Reads the text form of a token (128 lower-case hex digits); null for any other text. */
export function parseRefreshToken(text: string): RefreshToken | null {
  return tokenText.test(text) ? decodeHex(text) : null;
}

/** The text form that clients store: 128 lower-case hex digits. */
export function formatRefreshToken(token: RefreshToken): string {
  return encodeHex(token);
}

/** The hash of a token (SHA-256). Only this is stored. */
export function refreshTokenHash(token: RefreshToken): Uint8Array {
  return sha256(token);
}

/** The id of the session of a token: a UUID of version 8 (RFC 9562 section 5.8). */
export function sessionIdOf(token: RefreshToken): Uint8Array {
  const id = sha256(token.subarray(0, handleLength)).slice(0, 16);
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x80;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return id;
}

/**
 * The token that replaces `token`. It is derived, not random: a client that repeats a rotation within the grace
 * period gets the same successor, so a session never has two valid refresh tokens.
 */
export function successorOf(token: RefreshToken, key: Uint8Array): RefreshToken {
  const next = new Uint8Array(tokenLength);
  next.set(token.subarray(0, handleLength));
  next.set(hmacSha512(key, token).subarray(0, tokenLength - handleLength), handleLength);
  return next;
}

/** What the database stores about the session of a token. */
export interface RefreshState {
  readonly refresh_hash: Uint8Array;
  readonly refresh_expires_at: number;
  readonly rotated_at: number | null;
  readonly ended_at: number | null;
}

/**
 * `rotate`: the token is valid, replace it with `next`. `repeat`: it was used again within the grace period,
 * `next` is already valid. `reused`: a used token came again, so two parties have tokens of this session (RFC
 * 9700 section 4.14.2).
 */
export type RefreshVerdict =
  | { readonly kind: 'rotate'; readonly next: RefreshToken }
  | { readonly kind: 'repeat'; readonly next: RefreshToken }
  | { readonly kind: 'reused' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'ended' };

/**
 * Decides what a token of a known session is worth. Does not check the user's account. All times in
 * milliseconds.
 */
export function judgeRefresh(
  shown: RefreshToken,
  state: RefreshState,
  rule: { readonly key: Uint8Array; readonly now: number; readonly graceMs: number },
): RefreshVerdict {
  if (state.ended_at !== null) return { kind: 'ended' };
  const next = successorOf(shown, rule.key);
  if (constantTimeEqual(refreshTokenHash(shown), state.refresh_hash)) {
    return state.refresh_expires_at > rule.now ? { kind: 'rotate', next } : { kind: 'expired' };
  }
  // A clock that was set back must neither extend the grace period nor turn the request of a second tab into a
  // reuse.
  const sinceRotation = Math.abs(rule.now - (state.rotated_at ?? -Infinity));
  const isPredecessor = constantTimeEqual(refreshTokenHash(next), state.refresh_hash);
  return isPredecessor && sinceRotation < rule.graceMs
    ? { kind: 'repeat', next }
    : { kind: 'reused' };
}
