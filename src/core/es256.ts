// Access tokens signed with ECDSA on P-256 and SHA-256 (RFC 7518 section 3.4), which others verify without a secret.
import type { KeyObject } from 'node:crypto';
import type { JsonObject } from './json.ts';
import { maxTokenLength, readPayload } from './jwt-payload.ts';
import { base64url, sha256 } from './tokens.ts';

/** The public half of a key (RFC 7518 section 6.2.1). */
export interface PublicJwk {
  readonly x: string;
  readonly y: string;
}

/** The type of access tokens (RFC 9068 section 2.1). */
export const accessTokenType = 'at+jwt';

/** A public key as it is stored, which is also what its thumbprint is computed of (RFC 7638 section 3.2). */
export function publicText({ x, y }: PublicJwk): string {
  return JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
}

const storedForm = /^\{"crv":"P-256","kty":"EC","x":"(?<x>[\w-]{43})","y":"(?<y>[\w-]{43})"\}$/;

/** Reads what `publicText` wrote; null for every other text, such as one with a private part. */
export function parsePublic(text: string): PublicJwk | null {
  const { x, y } = storedForm.exec(text)?.groups ?? {};
  return x === undefined || y === undefined ? null : { x, y };
}

/** The thumbprint of a public key in the form of `publicText`: 43 characters (RFC 7638). */
export function thumbprint(text: string): string {
  return base64url.encode(sha256(text), { includePadding: false });
}

/** The first segment of every token that the key with this id signs, as the signer writes it. */
export function headerSegment(kid: string): string {
  return Buffer.from(headerText(kid)).toString('base64url');
}

function headerText(kid: string): string {
  return `{"alg":"ES256","kid":"${kid}","typ":"${accessTokenType}"}`;
}

const segmentLength = headerSegment('x'.repeat(43)).length;
// Three bytes are four characters, so whole groups before the key id are the same in every header.
const segmentStart = headerSegment('').slice(0, Math.floor(headerText('').indexOf('"",') / 3) * 4);

/** The first segment of a token that looks as if a key of this program had signed it; null for every other text. */
export function segmentOf(token: string): string | null {
  const isLike = token[segmentLength] === '.' && token.startsWith(segmentStart);
  return isLike && token.length <= maxTokenLength ? token.slice(0, segmentLength) : null;
}

/** The claims of a token for which `segmentOf` gave a segment, unproven; null when they cannot be read. */
export function unprovenClaims(token: string): JsonObject | null {
  return readPayload(token.slice(segmentLength + 1, token.lastIndexOf('.')));
}

const signatureLength = 64;

/** Whether the signature of a token is the key's: exactly 64 bytes, not DER (RFC 7515 appendix A.3). */
export function hasSignature(token: string, key: KeyObject): boolean {
  const lastDot = token.lastIndexOf('.');
  const text = token.slice(lastDot + 1);
  const signature = Buffer.from(text, 'base64url');
  // Decoding skips what it does not know, so only the text that encodes these bytes is accepted.
  if (signature.length !== signatureLength || signature.toString('base64url') !== text)
    return false;
  return nodeCrypto().verify(
    'sha256',
    Buffer.from(token.slice(0, lastDot)),
    { key, dsaEncoding: 'ieee-p1363' },
    signature,
  );
}

/** Throws when the point is not on the curve. */
export function importPublic({ x, y }: PublicJwk): KeyObject {
  const key = { kty: 'EC', crv: 'P-256', x, y };
  return nodeCrypto().createPublicKey({ key, format: 'jwk' });
}

/** Loaded at the first token, because an import would load Node's streams at every start. */
function nodeCrypto() {
  return process.getBuiltinModule('node:crypto');
}
