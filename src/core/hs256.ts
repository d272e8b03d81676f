import { constantTimeEqual } from './tokens.ts';

const maxTokenLength = 4096;
// The one header our signer writes. Comparing its text leaves no room for another algorithm (RFC 8725 section 3.1).
const headerSegment = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

/** The payload of a JWT whose HS256 signature is right (RFC 7515 section 5.2), or null. Judges no claim. */
export function verifyHs256(token: string, secret: string): Record<string, unknown> | null {
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
  return parseObject(Buffer.from(token.slice(dot + 1, lastDot), 'base64url').toString());
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
