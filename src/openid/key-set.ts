import { asObject, type JsonObject, quote } from '../core/json.ts';
import { importPublicKey, type PublicKey } from './jwt.ts';
import { refusal } from './refusal.ts';

/** What the header of a token says about its key. */
export interface KeyHint {
  readonly alg: Algorithm;
  readonly kid: string | null;
}

/** The accepted signature algorithms: only asymmetric ones (RFC 8725 section 3.1). */
export const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

/** An accepted signature algorithm. */
export type Algorithm = (typeof algorithms)[number];

/** A public key of a provider, imported when first needed. */
export interface SignatureKey {
  readonly kid: string | null;
  /** Null when the key turns out to be invalid. */
  load(alg: Algorithm): Promise<PublicKey | null>;
  /** Whether this key can make signatures of this algorithm. */
  fits(alg: Algorithm): boolean;
}

/** The usable keys of a provider. */
export interface KeySet {
  readonly keys: readonly SignatureKey[];
  /** The keys as text for the operator. */
  readonly summary: string;
}

const maxKeys = 100;

/**
 * The keys of a JSON Web Key Set (RFC 7517 section 5) that can verify signatures. Keys for encryption, keys of an
 * unknown kind and RSA keys under 2048 bits are left out. Throws AppError `provider_answer_invalid`.
 */
export function readKeySet(document: JsonObject): KeySet {
  const list = document['keys'];
  if (!Array.isArray(list)) {
    throw refusal('provider_answer_invalid', 'the key set has no list named keys');
  }
  const members = list
    .slice(0, maxKeys)
    .map(asObject)
    .filter((one) => one !== null);
  const usable = members.filter((one) => !isWeak(one) && mayVerify(one));
  const weak = members.filter(isWeak).length;
  const names = usable.map((one) => `${String(one['kty'])} ${quote(one['kid'])}`).join(', ');
  const left = weak === 0 ? '' : `; ${weak} RSA keys under 2048 bits are not used`;
  return { keys: usable.map(signatureKey), summary: (names.slice(0, 300) || 'none') + left };
}

/** The key type and curve of each algorithm (RFC 7518 section 3.1, RFC 8037 section 3.1). */
const keyKinds: Readonly<Record<Algorithm, string>> = {
  RS256: 'RSA',
  RS384: 'RSA',
  RS512: 'RSA',
  PS256: 'RSA',
  PS384: 'RSA',
  PS512: 'RSA',
  ES256: 'EC P-256',
  ES384: 'EC P-384',
  ES512: 'EC P-521',
  EdDSA: 'OKP Ed25519',
  Ed25519: 'OKP Ed25519',
};

function signatureKey(member: JsonObject): SignatureKey {
  const { kid, kty, crv, alg: ownAlg } = member;
  const kind = kty === 'RSA' ? 'RSA' : `${String(kty)} ${String(crv)}`;
  const imported = new Map<Algorithm, Promise<PublicKey | null>>();
  return {
    kid: typeof kid === 'string' ? kid : null,
    fits: (alg) => keyKinds[alg] === kind && (ownAlg === undefined || sameAlgorithm(ownAlg, alg)),
    load: (alg) => {
      const known = imported.get(alg) ?? importNumbers(member, alg);
      imported.set(alg, known);
      return known;
    },
  };
}

/** RFC 9864 renamed EdDSA with this curve to Ed25519. */
function sameAlgorithm(one: unknown, other: Algorithm): boolean {
  return one === other || [one, other].every((name) => name === 'EdDSA' || name === 'Ed25519');
}

/** Uses only the public numbers: certificates, uses and private parts in the same entry are ignored. */
function importNumbers(member: JsonObject, alg: Algorithm): Promise<PublicKey | null> {
  const { kty, crv, n, e, x, y } = member;
  return importPublicKey({ kty, crv, n, e, x, y }, alg);
}

function mayVerify({ kty, use, key_ops: operations }: JsonObject): boolean {
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') return false;
  if (use !== undefined && use !== 'sig') return false;
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'));
}

function isWeak({ kty, n }: JsonObject): boolean {
  if (kty !== 'RSA') return false;
  const bytes = Buffer.from(typeof n === 'string' ? n : '', 'base64url');
  const firstByte = bytes.findIndex((byte) => byte !== 0);
  const first = bytes[firstByte];
  if (first === undefined) return true;
  return (bytes.length - firstByte) * 8 - (Math.clz32(first) - 24) < 2048;
}
