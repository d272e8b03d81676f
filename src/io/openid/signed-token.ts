import { decodeProtectedHeader, errors, jwtVerify, type ProtectedHeaderParameters } from 'jose';
import type { JsonObject } from './claims.ts';
import { quote } from './claims.ts';
import { type Algorithm, algorithms, type KeyHint, type SignatureKey } from './key-set.ts';
import type { Keys } from './keys.ts';
import { TokenProblem } from './refusal.ts';

/** Seconds by which the clocks of provider and server may differ. */
export const toleranceSeconds = 60;

export interface SignatureRules {
  readonly keys: Keys;
  /** What the provider announces; null: all of our list. It can narrow the list, never widen it. */
  readonly announced: readonly string[] | null;
  readonly now: () => number;
}

interface SignedToken {
  readonly alg: Algorithm;
  /** The `typ` of the header in lower case and without `application/`; null when there is none. */
  readonly type: string | null;
  readonly claims: JsonObject;
}

/**
 * Checks signature, `exp` and `nbf` of a JWT (RFC 7519); the key is one of `rules.keys` whatever the header
 * offers. Throws TokenProblem with what is wrong, and as `rules.keys` when the keys cannot be had.
 */
export async function verifySignature(token: string, rules: SignatureRules): Promise<SignedToken> {
  const header = readHeader(token);
  const hint = { alg: acceptedAlgorithm(header.alg, rules.announced), kid: header.kid ?? null };
  let tried = 0;
  for await (const key of patiently(rules.keys.candidates(hint), () => tried > 0)) {
    const claims = await tryKey(token, { key, hint, nowMs: rules.now() });
    tried += 1;
    if (claims !== null) return { alg: hint.alg, type: mediaType(header.typ), claims };
  }
  if (tried > 0) throw new TokenProblem('was not signed by the provider: the signature is wrong');
  throw new TokenProblem(
    `was signed by a key the provider does not show: ${hint.alg} ${quote(hint.kid)}; it shows ${rules.keys.summary()}`,
  );
}

/** The header of a JWT that nobody verified, or null for what is no JWT of three parts. */
export function peekHeader(token: string): ProtectedHeaderParameters | null {
  try {
    return token.split('.').length === 3 ? decodeProtectedHeader(token) : null;
  } catch {
    return null;
  }
}

export function mediaType(typ: unknown): string | null {
  if (typeof typ !== 'string') return null;
  return typ.toLowerCase().replace(/^application\//, '');
}

function readHeader(token: string): ProtectedHeaderParameters {
  if (token.split('.').length === 5) throw new TokenProblem('is encrypted, which is not supported');
  const header = peekHeader(token);
  if (header === null) throw new TokenProblem('is not a signed JWT');
  if (header.crit !== undefined) throw new TokenProblem('has crit in its header');
  if (header.cty !== undefined) throw new TokenProblem('holds another token (cty in its header)');
  return header;
}

function acceptedAlgorithm(alg: unknown, announced: readonly string[] | null): Algorithm {
  const known = algorithms.find((one) => one === alg);
  if (known === undefined) {
    throw new TokenProblem(`is signed with ${quote(alg)}, which is never accepted`);
  }
  const isAnnounced = announced === null || announced.includes(known);
  // RFC 9864 renamed EdDSA to Ed25519; a provider may announce one name and write the other.
  const isRenamed = known.startsWith('Ed') && announced?.some((one) => one.startsWith('Ed'));
  if (isAnnounced || isRenamed === true) return known;
  throw new TokenProblem(`is signed with ${known}, but the provider announces ${quote(announced)}`);
}

/** Once a key was tried, a failing look for newer ones no longer matters: the signature is just wrong. */
async function* patiently(source: AsyncIterable<SignatureKey>, isEnough: () => boolean) {
  try {
    yield* source;
  } catch (error) {
    if (!isEnough()) throw error;
  }
}

interface Attempt {
  readonly key: SignatureKey;
  readonly hint: KeyHint;
  readonly nowMs: number;
}

/** The claims when this key made the signature, else null. Throws TokenProblem when the claims do not stand. */
async function tryKey(token: string, { key, hint, nowMs }: Attempt): Promise<JsonObject | null> {
  const publicKey = await key.load(hint.alg);
  if (publicKey === null) return null;
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: [hint.alg],
      clockTolerance: toleranceSeconds,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return null;
    if (error instanceof errors.JWTExpired) throw new TokenProblem('has expired');
    if (error instanceof errors.JOSEError)
      throw new TokenProblem(`does not stand: ${error.message}`);
    throw error;
  }
}
