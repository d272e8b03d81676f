import type { JsonObject } from '../core/json.ts';
import { namesLogout, readSid, readSubject } from './claims.ts';
import { audienceProblem, type IdTokenRules, issueTimeProblem } from './id-token.ts';
import { TokenProblem } from './refusal.ts';
import { verifySignature } from './signed-token.ts';
import { maxAgeSeconds } from './token-age.ts';

/** Which sessions a provider ends. At least one of `subject` and `sid` is present. */
export interface ProviderLogout {
  /** As the provider spells it. */
  readonly issuer: string;
  readonly subject: string | null;
  /** The provider's name of its own session. */
  readonly sid: string | null;
  /** Unique among the logout tokens of the issuer. */
  readonly tokenId: string;
}

/**
 * Verifies a logout token (OpenID Connect Back-Channel Logout 1.0 section 2.6). Throws TokenProblem with the reason,
 * and as `rules.keys` when the keys cannot be fetched. Whether it was used before is not known here.
 */
export async function verifyLogoutToken(
  token: string,
  rules: IdTokenRules,
): Promise<Omit<ProviderLogout, 'issuer'>> {
  // Providers that follow the drafts of the specification send no expiry, so the age decides.
  const { type, claims } = await verifySignature(token, { ...rules, mayLackExpiry: true });
  const problem =
    typeProblem(type) ??
    rules.issuerProblem(claims) ??
    audienceProblem(claims, rules.clientIds) ??
    issueTimeProblem(claims, rules.now()) ??
    ageProblem(claims, rules.now()) ??
    (namesLogout(claims) ? null : 'names no logout (events)') ??
    // A nonce would make it an ID token, which anyone who saw one could present.
    (claims['nonce'] === undefined ? null : 'has a nonce');
  if (problem !== null) throw new TokenProblem(problem);
  return named(claims);
}

/** RFC 8725 section 3.11. The type is recommended, not required. */
function typeProblem(type: string | null): string | null {
  const isFine = type === null || type === 'logout+jwt' || type === 'jwt';
  return isFine ? null : `is of the type ${type}`;
}

function ageProblem({ iat }: JsonObject, nowMs: number): string | null {
  if (typeof iat === 'number' && nowMs / 1000 - iat <= maxAgeSeconds) return null;
  return `was issued more than ${maxAgeSeconds} seconds ago (iat)`;
}

function named(claims: JsonObject): Omit<ProviderLogout, 'issuer'> {
  const { jti: tokenId, sub } = claims;
  if (typeof tokenId !== 'string' || tokenId === '' || tokenId.length > 255) {
    throw new TokenProblem('has no jti');
  }
  const subject = sub === undefined ? null : readSubject(claims).sub;
  const sid = readSid(claims);
  if (sid === null && claims['sid'] !== undefined)
    throw new TokenProblem('has a sid that is no text');
  if (subject === null && sid === null) throw new TokenProblem('has neither sub nor sid');
  return { subject, sid, tokenId };
}
