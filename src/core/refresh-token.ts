import {
  constantTimeEqual,
  decodeHex,
  encodeHex,
  hmacSha512,
  randomBytes,
  sha256,
} from './tokens.ts';

// A refresh token is 64 bytes: a 16-byte handle that all tokens of one session share, and a 48-byte
// proof that changes with every rotation. The session's id is a hash of the handle, so a token leads to
// its session without a look-up table, an outdated token is still recognised as one of the family, and
// nobody who only knows the public session id can make a token that touches the session.
const handleLength = 16;
const tokenLength = 64;
const tokenText = /^[0-9a-f]{128}$/;

/** The bytes of one refresh token. */
export type RefreshToken = Uint8Array;

/** The first token of a new session: 64 random bytes. */
export function newRefreshToken(): RefreshToken {
  return randomBytes(tokenLength);
}

/** The token's written form (128 lower-case hex digits), or null for anything else. */
export function parseRefreshToken(text: string): RefreshToken | null {
  return tokenText.test(text) ? decodeHex(text) : null;
}

/** The form in which a client keeps it: 128 lower-case hex digits. */
export function formatRefreshToken(token: RefreshToken): string {
  return encodeHex(token);
}

/** The only form of a refresh token that is stored. */
export function refreshTokenHash(token: RefreshToken): Uint8Array {
  return sha256(token);
}

/** The id of the session a token belongs to: a UUID of version 8 (RFC 9562 section 5.8). */
export function sessionIdOf(token: RefreshToken): Uint8Array {
  const id = sha256(token.subarray(0, handleLength)).slice(0, 16);
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x80;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return id;
}

/**
 * The token that follows `token`. Derived, not drawn: whoever repeats a rotation within the grace time
 * gets the same successor, so that a session never has two live refresh tokens.
 */
function successorOf(token: RefreshToken, key: Uint8Array): RefreshToken {
  const next = new Uint8Array(tokenLength);
  next.set(token.subarray(0, handleLength));
  next.set(hmacSha512(key, token).subarray(0, tokenLength - handleLength), handleLength);
  return next;
}

/** What the database knows of the session a token leads to. */
export interface RefreshState {
  readonly refresh_hash: Uint8Array;
  readonly refresh_expires_at: number;
  readonly rotated_at: number | null;
  readonly ended_at: number | null;
}

/**
 * `rotate`: the live token, replace it by `next`. `repeat`: shown again within the grace time, `next` is
 * live already. `reused`: an outdated token, so two parties hold one family. All times in milliseconds.
 */
export type RefreshVerdict =
  | { readonly kind: 'rotate'; readonly next: RefreshToken }
  | { readonly kind: 'repeat'; readonly next: RefreshToken }
  | { readonly kind: 'reused' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'ended' };

/** Judges a token that leads to a known session; decides nothing about its owner. */
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
  // A clock that was set back must not stretch the grace, nor turn a second tab into a thief.
  const sinceRotation = Math.abs(rule.now - (state.rotated_at ?? -Infinity));
  const isPredecessor = constantTimeEqual(refreshTokenHash(next), state.refresh_hash);
  return isPredecessor && sinceRotation < rule.graceMs
    ? { kind: 'repeat', next }
    : { kind: 'reused' };
}
