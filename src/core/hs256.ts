import type { JsonObject } from './json.ts';
import { maxTokenLength, readPayload } from './jwt-payload.ts';
import { constantTimeEqual } from './tokens.ts';

// The only header that this server's signer writes. Comparing its text excludes every other algorithm (RFC 8725
// section 3.1).
const headerSegment = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

/**
 * The payload of a JWT with a valid HS256 signature (RFC 7515 section 5.2), else null. Does not check the
 * claims.
 */
export function verifyHs256(token: string, secret: string): JsonObject | null {
  const dot = headerSegment.length;
  const lastDot = token.lastIndexOf('.');
  if (token.length > maxTokenLength || lastDot <= dot) return null;
  if (token[dot] !== '.' || !token.startsWith(headerSegment)) return null;
  const expected = new Bun.CryptoHasher('sha256', secret)
    .update(token.slice(0, lastDot))
    .digest('base64url');
  const given = Buffer.from(token.slice(lastDot + 1));
  if (given.length !== expected.length) return null;
  if (!constantTimeEqual(given, Buffer.from(expected))) return null;
  return readPayload(token.slice(dot + 1, lastDot));
}
