import { constantTimeEqual, generateRandomString } from 'oslo/crypto';
import { base64url, decodeHex, encodeHex } from 'oslo/encoding';

export { base64url, constantTimeEqual, decodeHex, encodeHex };

/** `length` bytes from the random source of the operating system. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** SHA-256, 32 bytes: the form in which every bearer token is stored. */
export function sha256(data: string | Uint8Array): Uint8Array {
  return new Uint8Array(new Bun.CryptoHasher('sha256').update(data).digest());
}

/** HMAC-SHA-512, 64 bytes. */
export function hmacSha512(key: Uint8Array, data: Uint8Array): Uint8Array {
  return new Uint8Array(new Bun.CryptoHasher('sha512', key).update(data).digest());
}

/**
 * Derives a 32-byte key for one purpose, so that no two purposes share key material: HKDF-SHA-256 without salt,
 * one step of extract and expand (RFC 5869 section 2). Node's version would load its streams at every start.
 */
export function deriveKey(secret: string, label: string): Uint8Array {
  const extracted = hmacSha256(new Uint8Array(32), secret);
  return hmacSha256(extracted, `anchor-auth ${label}\x01`);
}

function hmacSha256(key: Uint8Array, data: string): Uint8Array {
  return new Uint8Array(new Bun.CryptoHasher('sha256', key).update(data).digest());
}

/** Whether two secrets are the same text, in constant time. */
export function sameSecret(given: string, expected: string): boolean {
  return constantTimeEqual(sha256(given), sha256(expected));
}

// Without 0/O, 1/l/I, because people type generated passwords from one screen into another.
const readableAlphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A random password of at least 128 bits that also meets the strict policy. */
export function generatePassword(): string {
  const groups = Array.from({ length: 4 }, () => generateRandomString(6, readableAlphabet));
  return `${groups.join('-').slice(0, -1)}aA7!`;
}
