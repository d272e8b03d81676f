// The one place where jose is met by this client: keys in, signatures checked, times compared.
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

export type PublicKey = CryptoKey;

/** Seconds by which the clocks of provider and server may differ. */
export const toleranceSeconds = 60;

/** A key for signatures of one algorithm, or null when the numbers are no such key. */
export async function importPublicKey(numbers: JsonObject, alg: string): Promise<PublicKey | null> {
  // What is not a key in truth is refused by the import.
  const key = await importJWK(numbers as JWK, alg).catch(() => null);
  return key === null || key instanceof Uint8Array ? null : key;
}

interface Attempt {
  readonly key: PublicKey;
  readonly alg: string;
  readonly nowMs: number;
}

/**
 * The claims of a JWT when this key made the signature, else null. Throws TokenProblem when `exp` (required),
 * `nbf` or the form of the token does not stand. Judges nothing else.
 */
export async function verifyJwt(
  token: string,
  { key, alg, nowMs }: Attempt,
): Promise<JsonObject | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [alg],
      clockTolerance: toleranceSeconds,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return null;
    if (error instanceof errors.JWTExpired) throw new TokenProblem('has expired');
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new TokenProblem(`does not stand: ${error.message}`);
  }
}

/** The header of a JWT that nobody verified, or null for what is no JWT of three parts. */
export function peekHeader(token: string): JsonObject | null {
  try {
    return token.split('.').length === 3 ? { ...decodeProtectedHeader(token) } : null;
  } catch {
    return null;
  }
}

/** The claims of a JWT that nobody verified, or null. */
export function peekClaims(token: string): JsonObject | null {
  try {
    return decodeJwt(token);
  } catch {
    return null;
  }
}
