import { base64url, constantTimeEqual, hmacSha512 } from '../../../core/tokens.ts';
import type { Id } from '../../../core/uuid.ts';
import type { UserStatus } from '../../../db/schema.ts';

const idBytes = 16;
const timeBytes = 8;
const signatureBytes = 32;
const signedBytes = idBytes + timeBytes;
// 56 bytes in base64url.
const form = /^[\w-]{75}$/;

/** What a ticket tells: whose registration it is, and when the ticket expires (milliseconds since 1970). */
export interface TicketContent {
  readonly userId: Id;
  readonly expiresAtMs: number;
}

/**
 * Signs a ticket. It is not a JWT, and its key has no other use, so that no app that checks the access tokens of this
 * server can take it for one (RFC 8725 section 2.8).
 */
export function writeTicket({ userId, expiresAtMs }: TicketContent, key: Uint8Array): string {
  const signed = new Uint8Array(signedBytes);
  signed.set(userId);
  new DataView(signed.buffer).setBigUint64(idBytes, BigInt(expiresAtMs));
  const bytes = new Uint8Array(signedBytes + signatureBytes);
  bytes.set(signed);
  bytes.set(signatureOf(signed, key), signedBytes);
  return base64url.encode(bytes, { includePadding: false });
}

/** The content of a ticket that was signed with the key; null for any other text. */
export function readTicket(text: string, key: Uint8Array): TicketContent | null {
  if (!form.test(text)) return null;
  const bytes = new Uint8Array(Buffer.from(text, 'base64url'));
  const signed = bytes.slice(0, signedBytes);
  if (!constantTimeEqual(bytes.slice(signedBytes), signatureOf(signed, key))) return null;
  const expiresAtMs = Number(new DataView(signed.buffer).getBigUint64(idBytes));
  return { userId: signed.slice(0, idBytes), expiresAtMs };
}

function signatureOf(signed: Uint8Array, key: Uint8Array): Uint8Array {
  return hmacSha512(key, signed).subarray(0, signatureBytes);
}

/** What the person may know about their registration. */
export function standingOf(status: UserStatus | null): 'pending' | 'approved' | 'gone' {
  if (status === 'active') return 'approved';
  return status === 'pending' ? 'pending' : 'gone';
}
