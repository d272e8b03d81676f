import type { Claims } from './claims.ts';
import type { Client } from './client-authentication.ts';
import { type Connection, idTokenRules, type VerifiedAnswer } from './connection.ts';
import { verifyIdToken } from './id-token.ts';
import type { Metadata } from './metadata.ts';
import { refusal, refuseTokens, TokenProblem } from './refusal.ts';
import { redeemCode, type Tokens } from './token-endpoint.ts';
import { askUserinfo, isDispensable } from './userinfo.ts';

/** What the browser brought back, with what was remembered of the sign-in. */
export interface BrowserAnswer {
  readonly code: string;
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
  /** The `iss` parameter (RFC 9207); null when there was none. */
  readonly iss: string | null;
}

/** One code and the client that got it. */
export interface ClientCode {
  readonly client: Client;
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly nonce: string | null;
  readonly signal: AbortSignal;
}

/** Finishes a sign-in that began here (OpenID Connect Core section 3.1). */
export async function signInByBrowser(
  connection: Connection,
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

/** Redeems a code as one of our clients. Throws as `redeemCode`. */
export function redeemFor(
  { auth, calls }: Connection,
  { tokenEndpoint, tokenAuthMethods: authMethods }: Metadata,
  code: ClientCode,
): Promise<Tokens> {
  return redeemCode({ ...code, auth, calls, tokenEndpoint, authMethods });
}

interface RedeemedCode {
  readonly tokens: Tokens;
  /** The client that redeemed it. */
  readonly clientId: string;
  readonly nonce: string | null;
  readonly signal: AbortSignal;
}

/** Tokens to verified claims. Throws TokenProblem for an ID token that does not stand. */
export async function signInByTokens(
  connection: Connection,
  metadata: Metadata,
  { tokens, clientId, nonce, signal }: RedeemedCode,
): Promise<VerifiedAnswer> {
  const { accessToken } = tokens;
  if (tokens.idToken === null) throw new TokenProblem('is missing in the answer to the code');
  const rules = idTokenRules(connection, metadata, [clientId]);
  const idToken = await verifyIdToken(tokens.idToken, rules, { nonce, accessToken });
  const { issuer } = connection.settings;
  try {
    const userinfo = await userinfoFor(connection, metadata, { idToken, accessToken, signal });
    return { issuer, idToken, userinfo, userinfoProblem: null };
  } catch (error) {
    if (!hasAddress(idToken) || !isDispensable(error)) throw error;
    return { issuer, idToken, userinfo: null, userinfoProblem: error };
  }
}

/** What userinfo adds to an ID token; null when nothing is left to ask or there is none. */
async function userinfoFor(
  { calls }: Connection,
  { userinfoEndpoint }: Metadata,
  told: {
    readonly idToken: Claims;
    readonly accessToken: string;
    readonly signal: AbortSignal;
  },
): Promise<Claims | null> {
  const { idToken, accessToken, signal } = told;
  if (userinfoEndpoint === null || isComplete(idToken)) return null;
  const subject = idToken.sub;
  return refuseTokens('provider_answer_invalid', 'the access token', () =>
    askUserinfo({ calls, userinfoEndpoint, accessToken, subject, signal }),
  );
}

/** RFC 9207 section 2.4: an answer of another server must not be taken to this one. */
function refuseForeignIssuer(iss: string | null, metadata: Metadata): void {
  if (iss === metadata.issuer || (iss === null && !metadata.sendsIssuer)) return;
  const why =
    iss === null
      ? 'the authorization response has no iss, which this provider announces to send (RFC 9207)'
      : 'the authorization response has an iss that is not the issuer set up here (RFC 9207)';
  throw refusal('foreign_issuer', why);
}

/** Without an address nothing tells whose account it is; all else that userinfo adds can be missed. */
function hasAddress({ email }: Claims): boolean {
  return typeof email === 'string' && email !== '';
}

function isComplete(claims: Claims): boolean {
  return ['email', 'email_verified', 'name', 'picture'].every((name) => claims[name] !== undefined);
}
