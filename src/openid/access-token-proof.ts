import { type JsonObject, quote } from '../core/json.ts';
import { audiences } from './claims.ts';
import { peekClaims, peekHeader } from './jwt.ts';
import { algorithms } from './key-set.ts';
import { TokenProblem } from './refusal.ts';
import { mediaType, type SignatureRules, verifySignature } from './signed-token.ts';

/** For which client an access token was made, as far as this proof shows. */
export interface AudienceProof {
  /**
   * Whether it was certainly made for a client of this server. A token made for another client is a TokenProblem.
   */
  readonly isProven: boolean;
  /** The `sub` of the token, when the proof gives it. */
  readonly subject: string | null;
}

const noProof: AudienceProof = { isProven: false, subject: null };

interface AccessTokenRules extends Omit<SignatureRules, 'announced'> {
  readonly issuer: string;
  readonly clientIds: readonly string[];
}

/**
 * Proof by the token itself (JWT, RFC 9068 and the forms before it); no proof for an opaque token. A JWT that names
 * the configured issuer must verify. Throws TokenProblem for a token that is forged, expired, an ID token or made
 * for another client.
 */
export async function proveByJwt(token: string, rules: AccessTokenRules): Promise<AudienceProof> {
  const peeked = peek(token);
  if (peeked === null) return noProof;
  if (peeked.alg === 'none') throw new TokenProblem('is not signed');
  const isOfIssuer = peeked.claims['iss'] === rules.issuer;
  if (!isOfIssuer || !algorithms.some((alg) => alg === peeked.alg)) {
    // An unverified claim never makes a token valid, but one that names another client is enough to refuse it.
    refuseForeignClient(peeked.claims, rules.clientIds);
    return noProof;
  }
  // Providers announce the algorithms of ID tokens, but not those of access tokens.
  const { type, claims } = await verifySignature(token, { ...rules, announced: null });
  const kind = tokenKind(type, claims);
  if (kind === 'id') throw new TokenProblem('is an ID token; send it as id_token');
  const proof = judgeAudience(claims, rules.clientIds);
  return kind === 'access' ? proof : { ...proof, isProven: false };
}

/** Proof by token introspection (RFC 7662 section 2.2). Throws TokenProblem. */
export function proveByIntrospection(
  answer: JsonObject,
  { issuer, clientIds }: Pick<AccessTokenRules, 'issuer' | 'clientIds'>,
): AudienceProof {
  if (answer['active'] !== true) throw new TokenProblem('is not active at the provider');
  const { iss } = answer;
  if (iss !== undefined && iss !== issuer) {
    throw new TokenProblem(`is of the issuer ${quote(iss)}, not of ${quote(issuer)}`);
  }
  return judgeAudience(answer, clientIds);
}

/** `client_id` or `azp` decides first: an audience may name many parties that only receive the token. */
function judgeAudience(claims: JsonObject, clientIds: readonly string[]): AudienceProof {
  refuseForeignClient(claims, clientIds);
  const { client_id: client, azp, aud, sub } = claims;
  const subject = typeof sub === 'string' && sub !== '' ? sub : null;
  if (client !== undefined || azp !== undefined) return { isProven: true, subject };
  if (aud === undefined || aud === null) return { isProven: false, subject };
  if (audiences(aud).some((one) => clientIds.includes(one))) return { isProven: true, subject };
  throw new TokenProblem(`was made for ${quote(aud)}, not for ${quote(clientIds)}`);
}

function refuseForeignClient(claims: JsonObject, clientIds: readonly string[]): void {
  for (const name of ['client_id', 'azp']) {
    const client = claims[name];
    const isAccepted = typeof client === 'string' && clientIds.includes(client);
    if (client === undefined || isAccepted) continue;
    throw new TokenProblem(`was made for ${quote(client)} (${name}), not for ${quote(clientIds)}`);
  }
}

/**
 * A nonce alone does not mark an ID token, because Authentik and older Keycloaks write it into access tokens too.
 * So explicit type labels decide first, then claims that only one kind has; a JWT with neither proves nothing.
 */
function tokenKind(headerType: string | null, claims: JsonObject): 'access' | 'id' | 'unclear' {
  const labels = [headerType, ...['typ', 'type', 'token_use'].map((name) => claims[name])];
  const has = (name: string) => claims[name] !== undefined;
  if (labels.some((one) => idTokenLabels.has(mediaType(one)))) return 'id';
  if (labels.some((one) => accessTokenLabels.has(mediaType(one)))) return 'access';
  if (has('at_hash') || has('c_hash')) return 'id';
  if (has('scope') || has('scp') || has('client_id')) return 'access';
  return has('nonce') ? 'id' : 'unclear';
}

/** Keycloak and Rauthy use `typ`, Pocket ID `type`, Cognito `token_use`; RFC 9068 uses the header `typ`. */
const idTokenLabels: ReadonlySet<string | null> = new Set(['id', 'id-token', 'id_token+jwt']);
const accessTokenLabels: ReadonlySet<string | null> = new Set([
  'at+jwt',
  'bearer',
  'access',
  'oauth-access-token',
]);

function peek(token: string): { readonly alg: unknown; readonly claims: JsonObject } | null {
  const header = peekHeader(token);
  const claims = header === null ? null : peekClaims(token);
  return header === null || claims === null ? null : { alg: header['alg'], claims };
}
