import type { Claims } from './claims.ts';
import type { Client } from './client-authentication.ts';
import { type Connection, idTokenRules, type VerifiedAnswer } from './connection.ts';
import { verifyIdToken } from './id-token.ts';
import type { Metadata } from './metadata.ts';
import { refusal, refuseTokens, TokenProblem } from './refusal.ts';
import { redeemCode } from './token-endpoint.ts';
import { askUserinfo } from './userinfo.ts';

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
  const metadata = await connection.metadata();
  refuseForeignIssuer(iss, metadata);
  const { clientId, clientSecret } = connection.settings;
  const code = { ...answer, client: { clientId, clientSecret }, signal };
  return refuseTokens('provider_answer_invalid', 'the ID token', () =>
    signInByCode(connection, metadata, code),
  );
}

/** Code to tokens to verified claims. Throws TokenProblem for an ID token that does not stand. */
export async function signInByCode(
  connection: Connection,
  metadata: Metadata,
  answer: ClientCode,
): Promise<VerifiedAnswer> {
  const { auth, calls, settings } = connection;
  const { tokenEndpoint, tokenAuthMethods: authMethods } = metadata;
  const tokens = await redeemCode({ ...answer, auth, calls, tokenEndpoint, authMethods });
  const { accessToken } = tokens;
  if (tokens.idToken === null) throw new TokenProblem('is missing in the answer to the code');
  const rules = idTokenRules(connection, metadata, [answer.client.clientId]);
  const idToken = await verifyIdToken(tokens.idToken, rules, { nonce: answer.nonce, accessToken });
  const { userinfoEndpoint } = metadata;
  const userinfo =
    userinfoEndpoint === null || isComplete(idToken)
      ? null
      : await refuseTokens('provider_answer_invalid', 'the access token', () =>
          askUserinfo({
            calls,
            userinfoEndpoint,
            accessToken,
            subject: idToken.sub,
            signal: answer.signal,
          }),
        );
  return { issuer: settings.issuer, idToken, userinfo };
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

function isComplete(claims: Claims): boolean {
  return ['email', 'email_verified', 'name', 'picture'].every((name) => claims[name] !== undefined);
}
