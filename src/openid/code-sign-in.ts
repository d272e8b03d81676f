import type { AppError } from '../core/errors.ts';
import type { Claims } from './claims.ts';
import type { Client } from './client-authentication.ts';
import {
  type OpenIdConnection,
  idTokenRules,
  userinfoRules,
  type VerifiedAnswer,
} from './connection.ts';
import { verifyIdToken } from './id-token.ts';
import { hasEveryGroupClaim } from './group-claims.ts';
import type { Metadata } from './metadata.ts';
import { hasAddress, hasWholeProfile } from './profile-claims.ts';
import {
  cureOf,
  providerErrorOf,
  refusal,
  refuseTokens,
  TokenProblem,
  withCure,
} from './refusal.ts';
import { signOutOf } from './sign-out.ts';
import { redeemCode, type Tokens } from './token-endpoint.ts';
import { askUserinfo, isDispensable } from './userinfo.ts';

/** What the browser brought back, with the stored data of the sign-in. */
export interface BrowserAnswer {
  readonly code: string;
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
  /** The `iss` parameter (RFC 9207); null when there was none. */
  readonly iss: string | null;
}

/** An authorization code and the client that got it. */
export interface ClientCode {
  readonly client: Client;
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly nonce: string | null;
  readonly signal: AbortSignal;
}

/** Completes a sign-in that began at this server (OpenID Connect Core section 3.1). */
export async function signInByBrowser(
  connection: OpenIdConnection,
  { iss, ...answer }: BrowserAnswer,
  signal: AbortSignal,
): Promise<VerifiedAnswer> {
  const metadata = await connection.discovery.metadata();
  refuseForeignIssuer(iss, metadata);
  const { clientId, clientSecret } = connection.settings;
  const client = { clientId, clientSecret };
  const tokens = await redeemFor(connection, metadata, { ...answer, client, signal });
  return refuseTokens('provider_answer_invalid', 'the ID token', () =>
    signInByTokens(connection, metadata, { tokens, clientId, nonce: answer.nonce, signal }),
  );
}

/** Redeems a code as one of the registered clients. Throws as `redeemCode`. */
export function redeemFor(
  { auth, calls }: OpenIdConnection,
  { tokenEndpoint, tokenAuthMethods: authMethods }: Metadata,
  code: ClientCode,
): Promise<Tokens> {
  return redeemCode({ ...code, auth, calls, tokenEndpoint, authMethods });
}

interface RedeemedCode {
  readonly tokens: Tokens;
  /** The client that redeemed the code. */
  readonly clientId: string;
  readonly nonce: string | null;
  readonly signal: AbortSignal;
}

/** Verifies the tokens and returns their claims. Throws TokenProblem for an invalid ID token. */
export async function signInByTokens(
  connection: OpenIdConnection,
  metadata: Metadata,
  { tokens, clientId, nonce, signal }: RedeemedCode,
): Promise<VerifiedAnswer> {
  const { accessToken } = tokens;
  if (tokens.idToken === null) throw new TokenProblem('is missing in the answer to the code');
  const rules = idTokenRules(connection, metadata, [clientId]);
  const idToken = await verifyIdToken(tokens.idToken, rules, { nonce, accessToken });
  const { issuer } = metadata;
  const { groupClaims, signOutReturn = null } = connection.settings;
  const signOut = signOutOf(metadata, { clientId, signOutReturn }, tokens.idToken);
  try {
    const userinfo = await userinfoFor(connection, metadata, {
      idToken,
      accessToken,
      clientId,
      signal,
    });
    return { issuer, idToken, userinfo, userinfoProblem: null, signOut };
  } catch (error) {
    if (!isDispensable(error)) throw error;
    if (!hasEveryGroupClaim(idToken, groupClaims)) throw withoutGroups(error);
    // The address decides which account it is; the other claims of userinfo are optional.
    if (!hasAddress(idToken, connection.settings)) throw error;
    return { issuer, idToken, userinfo: null, userinfoProblem: error, signOut };
  }
}

/** Without its groups a user could be refused, or lose what they have, only because userinfo fails right now. */
function withoutGroups(error: AppError): AppError {
  const cause = error.cause instanceof Error ? error.cause.message : error.message;
  const why = `the groups are not in the ID token, and userinfo failed: ${cause}`;
  return withCure(refusal('provider_unavailable', why, providerErrorOf(error)), cureOf(error));
}

/** The userinfo claims that the ID token lacks; null when none are needed or the provider has no userinfo. */
async function userinfoFor(
  connection: OpenIdConnection,
  metadata: Metadata,
  answer: {
    readonly idToken: Claims;
    readonly accessToken: string;
    readonly clientId: string;
    readonly signal: AbortSignal;
  },
): Promise<Claims | null> {
  const { idToken, accessToken, clientId, signal } = answer;
  const { calls, settings } = connection;
  const { userinfoEndpoint } = metadata;
  const isEnough =
    hasWholeProfile(idToken, settings) && hasEveryGroupClaim(idToken, settings.groupClaims);
  if (userinfoEndpoint === null || isEnough) return null;
  const rules = userinfoRules(connection, metadata, [clientId]);
  const subject = idToken.sub;
  return refuseTokens('provider_answer_invalid', 'the access token', () =>
    askUserinfo({ calls, userinfoEndpoint, accessToken, subject, rules, signal }),
  );
}

/** RFC 9207 section 2.4: refuse an answer of another authorization server (mix-up attack). */
function refuseForeignIssuer(iss: string | null, metadata: Metadata): void {
  if (iss === metadata.issuer || (iss === null && !metadata.sendsIssuer)) return;
  const why =
    iss === null
      ? 'the authorization response has no iss, which this provider announces to send (RFC 9207)'
      : 'the authorization response has an iss that is not the issuer set up here (RFC 9207)';
  throw refusal('foreign_issuer', why);
}
