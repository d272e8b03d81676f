import type { CureCode } from '../core/finding-codes.ts';
import { type JsonObject, quote } from '../core/json.ts';
import { audiences, type Claims, namesLogout, readSubject } from './claims.ts';
import { toleranceSeconds } from './jwt.ts';
import type { Algorithm } from './key-set.ts';
import { TokenProblem } from './refusal.ts';
import { maxAgeSeconds } from './token-age.ts';
import { type SignatureRules, verifySignature } from './signed-token.ts';

/** The rules for every ID token of a provider. */
export interface IdTokenRules extends SignatureRules {
  /** Why the issuer of a token is wrong, as the end of a sentence about the token; null when it is right. */
  readonly issuerProblem: (claims: JsonObject) => string | null;
  /** The clients that the token may be for. */
  readonly clientIds: readonly string[];
}

interface Expected {
  /** The nonce of the sign-in; null when none was sent or it is not known here. */
  readonly nonce: string | null;
  /** For a token presented by an app: its nonce, if any, must be shown too, and an old token is refused. */
  readonly isFromOutside?: boolean;
  /** The access token that came with it, to check `at_hash`; else null. */
  readonly accessToken: string | null;
}

/**
 * Verifies an ID token (OpenID Connect Core section 3.1.3.7) and returns its claims. Throws TokenProblem with the
 * reason, and as `rules.keys` when the keys cannot be fetched.
 */
export async function verifyIdToken(
  token: string,
  rules: IdTokenRules,
  expected: Expected,
): Promise<Claims> {
  const { alg, type, claims } = await verifySignature(token, rules);
  refuseOthers(type, claims, rules);
  refuseFor(issueTimeProblem(claims, rules.now()), 'set_both_clocks');
  refuseFor(nonceProblem(claims, expected.nonce));
  if (expected.isFromOutside === true) {
    refuseFor(outsideProblem(claims, expected, rules.now()));
  }
  if (expected.accessToken !== null) refuseFor(hashProblem(claims, alg, expected.accessToken));
  return readSubject(claims);
}

/**
 * Verifies the signed form of userinfo, which is for the same client as an ID token (section 5.3.2), but may live
 * without an expiry. Throws as `verifyIdToken`.
 */
export async function verifyUserinfo(token: string, rules: IdTokenRules): Promise<JsonObject> {
  const { type, claims } = await verifySignature(token, { ...rules, mayLackExpiry: true });
  refuseOthers(type, claims, rules);
  return claims;
}

/** Refuses a token of another kind or issuer, or for another client. */
function refuseOthers(type: string | null, claims: JsonObject, rules: IdTokenRules): void {
  refuseFor(kindProblem(type, claims));
  refuseFor(rules.issuerProblem(claims), 'compare_token_issuer');
  refuseFor(audienceProblem(claims, rules.clientIds), 'add_client_id');
}

function refuseFor(problem: string | null, cure: CureCode | null = null): void {
  if (problem !== null) throw new TokenProblem(problem, { cure });
}

/** The rule for a provider with one issuer: exactly equal. */
export function exactIssuer(issuer: string): IdTokenRules['issuerProblem'] {
  return ({ iss }) =>
    iss === issuer ? null : `is of the issuer ${quote(iss)}, not of ${quote(issuer)}`;
}

/** RFC 8725 section 3.11: an access or logout token must not be accepted as an ID token. */
function kindProblem(type: string | null, claims: JsonObject): string | null {
  if (type !== null && type !== 'jwt') return `is of the type ${quote(type)}`;
  // The type of a logout token is recommended, not required, and an app need not have sent a nonce.
  return namesLogout(claims) ? 'is a logout token' : null;
}

/** Whether a token is for another client (section 3.1.3.7). */
export function audienceProblem(
  { aud, azp }: JsonObject,
  clientIds: readonly string[],
): string | null {
  const named = audiences(aud);
  if (aud === undefined) return 'has no aud';
  if (!named.some((one) => clientIds.includes(one))) {
    return `is for ${quote(aud)}, not for ${quote(clientIds)}`;
  }
  // Section 3.1.3.7 does not require azp; when present, it must name an accepted client.
  if (azp === undefined) return null;
  if (typeof azp === 'string' && clientIds.includes(azp)) return null;
  return `was issued to ${quote(azp)} (azp), not to ${quote(clientIds)}`;
}

/** Whether a token was issued in the future, or does not say when. */
export function issueTimeProblem({ iat }: JsonObject, nowMs: number): string | null {
  if (typeof iat !== 'number') return 'has no iat';
  return iat > nowMs / 1000 + toleranceSeconds ? 'was issued in the future (iat)' : null;
}

function nonceProblem({ nonce }: JsonObject, expected: string | null): string | null {
  if (expected === null || nonce === expected) return null;
  return nonce === undefined
    ? 'has no nonce'
    : 'answers another sign-in: its nonce is not the expected one';
}

/** A copied ID token could be presented too, so it must be recent, and the app must know its nonce. */
function outsideProblem(
  { iat, nonce }: JsonObject,
  expected: Expected,
  nowMs: number,
): string | null {
  if (typeof iat !== 'number' || nowMs / 1000 - iat > maxAgeSeconds) {
    return `was issued more than ${maxAgeSeconds} seconds ago (iat)`;
  }
  const isHidden = nonce !== undefined && nonce !== null && expected.nonce === null;
  return isHidden ? 'has a nonce, which was not sent along' : null;
}

/** OpenID Connect Core section 3.1.3.6; Ed25519 hashes with SHA-512, so its tokens do too. */
function hashProblem(claims: JsonObject, alg: Algorithm, accessToken: string): string | null {
  const hash = claims['at_hash'];
  if (hash === undefined) return null;
  const digest = new Bun.CryptoHasher(hashOf(alg)).update(accessToken).digest();
  const expected = digest.subarray(0, digest.length / 2).toString('base64url');
  return hash === expected ? null : 'belongs to another access token (at_hash)';
}

function hashOf(alg: Algorithm): 'sha256' | 'sha384' | 'sha512' {
  if (alg.endsWith('256')) return 'sha256';
  return alg.endsWith('384') ? 'sha384' : 'sha512';
}
