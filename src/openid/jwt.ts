// The only file that uses jose: imports keys, verifies signatures, compares times.
import {
  type CryptoKey,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
  type JWK,
  jwtVerify,
} from 'jose';
import type { JsonObject } from '../core/json.ts';
import { TokenProblem } from './refusal.ts';

/** An imported public key. */
export type PublicKey = CryptoKey;

/** The accepted difference between the clocks of provider and server, in seconds. */
export const toleranceSeconds = 60;

/** Imports a key for signatures of one algorithm; null when the numbers are no such key. */
export async function importPublicKey(numbers: JsonObject, alg: string): Promise<PublicKey | null> {
  if (!isJwk(numbers)) return null;
  // The import refuses numbers that are not a valid key.
  const key = await importJWK(numbers, alg).catch(() => null);
  return key === null || key instanceof Uint8Array ? null : key;
}

/** Whether every member that is given is a text, as those of public keys are (RFC 7518, section 6). */
function isJwk(numbers: JsonObject): numbers is JsonObject & JWK {
  const given = Object.values(numbers).filter((number) => number !== undefined);
  return numbers['kty'] !== undefined && given.every((number) => typeof number === 'string');
}

interface Attempt {
  readonly key: PublicKey;
  readonly alg: string;
  readonly nowMs: number;
  /** Whether a token without `exp` is invalid. */
  readonly needsExpiry: boolean;
}

/**
 * The claims of a JWT signed by this key, else null. Throws TokenProblem when `exp`, `nbf` or the form
 * of the token is invalid. Checks nothing else.
 */
export async function verifyJwt(
  token: string,
  { key, alg, nowMs, needsExpiry }: Attempt,
): Promise<JsonObject | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [alg],
      clockTolerance: toleranceSeconds,
      currentDate: new Date(nowMs),
      requiredClaims: needsExpiry ? ['exp'] : [],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return null;
    if (error instanceof errors.JWTExpired) throw timeProblem('has expired');
    if (!(error instanceof errors.JOSEError)) throw error;
    const why = `is not valid: ${error.message}`;
    const isEarly = error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf';
    throw isEarly ? timeProblem(why) : new TokenProblem(why);
  }
}

function timeProblem(why: string): TokenProblem {
  return new TokenProblem(why, { cure: 'set_both_clocks' });
}

/** The header of an unverified JWT; null when the text is not a JWT of three parts. */
export function peekHeader(token: string): JsonObject | null {
  try {
    return token.split('.').length === 3 ? { ...decodeProtectedHeader(token) } : null;
  } catch {
    return null;
  }
}

/** The claims of an unverified JWT; null when they cannot be read. */
export function peekClaims(token: string): JsonObject | null {
  try {
    return decodeJwt(token);
  } catch {
    return null;
  }
}
