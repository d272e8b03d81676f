import { AppError } from '../core/errors.ts';
import { type AudienceProof, proveByIntrospection, proveByJwt } from './access-token-proof.ts';
import type { Client } from './client-authentication.ts';
import { type ClientCode, redeemFor, signInByTokens } from './code-sign-in.ts';
import {
  acceptedClientIds,
  type OpenIdConnection,
  idTokenRules,
  type OpenIdSettings,
  userinfoRules,
  type VerifiedAnswer,
} from './connection.ts';
import { verifyIdToken } from './id-token.ts';
import { introspect } from './introspection.ts';
import type { Metadata } from './metadata.ts';
import { refusal, refuseTokens, TokenProblem } from './refusal.ts';
import { askUserinfo } from './userinfo.ts';

/** An authorization code that an app received. */
export interface MobileCode extends Omit<ClientCode, 'client' | 'signal'> {
  /** The client that the app used, when the app names it. */
  readonly clientId: string | null;
}

/** What to do with an access token whose audience is unknown. */
export type AudienceCheck = 'auto' | 'strict';

interface AppAccessToken {
  readonly accessToken: string;
  readonly check: AudienceCheck;
  readonly signal: AbortSignal;
  /** Called when a JWT access token proved its audience by itself. */
  readonly onJwtProof: () => void;
}

/**
 * Completes a sign-in of an app that sends an ID token for one of the accepted clients. Throws AppError
 * `invalid_oidc_token`.
 */
export async function signInByIdToken(
  connection: OpenIdConnection,
  token: string,
  nonce: string | null,
): Promise<VerifiedAnswer> {
  const metadata = await connection.discovery.metadata();
  const rules = idTokenRules(connection, metadata, acceptedClientIds(connection.settings));
  const idToken = await refuseTokens('invalid_oidc_token', 'the ID token', () =>
    verifyIdToken(token, rules, { nonce, isFromOutside: true, accessToken: null }),
  );
  return { issuer: metadata.issuer, idToken, userinfo: null, userinfoProblem: null };
}

/**
 * The access token must be made for an accepted client, because any app of the provider has tokens of its users.
 */
export async function signInByAccessToken(
  connection: OpenIdConnection,
  token: AppAccessToken,
): Promise<VerifiedAnswer> {
  const metadata = await connection.discovery.metadata();
  const { userinfoEndpoint } = metadata;
  if (userinfoEndpoint === null) {
    const why =
      'the provider has no userinfo_endpoint, without which an access token does not identify a user';
    throw refusal('provider_misconfigured', why);
  }
  const { calls } = connection;
  const rules = userinfoRules(connection, metadata, acceptedClientIds(connection.settings));
  const { accessToken, signal } = token;
  const userinfo = await refuseTokens('invalid_oidc_token', 'the access token', async () => {
    const { isProven, subject } = await prove(connection, metadata, token);
    if (!isProven && token.check === 'strict') {
      const why =
        'it is unknown for which client the access token was made: it is not a JWT that names one, and introspection with the configured client secret is not available';
      throw refusal('unprovable_oidc_token', why);
    }
    return askUserinfo({ calls, userinfoEndpoint, accessToken, subject, rules, signal });
  });
  return { issuer: metadata.issuer, idToken: null, userinfo, userinfoProblem: null };
}

/**
 * Redeems a code of an app. When the app does not name its client, each accepted client is tried. A provider may
 * invalidate a code after a request by the wrong client (RFC 6749 section 10.5), so the likeliest come first:
 * clients for apps, public ones, then this server's own client, with its secret if it has one.
 */
export async function signInByMobileCode(
  connection: OpenIdConnection,
  { clientId, ...answer }: MobileCode,
  signal: AbortSignal,
): Promise<VerifiedAnswer> {
  const clients = appClients(connection.settings);
  const meant = clients.filter((one) => clientId === null || one.clientId === clientId);
  if (meant.length === 0)
    throw refusal('invalid_oidc_token', 'the client of the app is not set up here');
  const metadata = await connection.discovery.metadata();
  const refusals: AppError[] = [];
  for (const client of meant) {
    const tokens = await redeemFor(connection, metadata, { ...answer, client, signal }).catch(
      (error: unknown) => {
        if (!isAboutClient(error)) throw error;
        refusals.push(error);
        return null;
      },
    );
    if (tokens === null) continue;
    const redeemed = { tokens, clientId: client.clientId, nonce: answer.nonce, signal };
    return refuseTokens('invalid_oidc_token', 'the ID token', () =>
      signInByTokens(connection, metadata, redeemed),
    );
  }
  throw lastWord(refusals);
}

/** Whether introspection by the provider can show for which client a token was made. */
export function canIntrospect(
  metadata: Metadata,
  settings: OpenIdSettings,
): metadata is Metadata & { readonly introspectionEndpoint: string } {
  return metadata.introspectionEndpoint !== null && settings.clientSecret !== null;
}

async function prove(
  connection: OpenIdConnection,
  metadata: Metadata,
  { accessToken, signal, onJwtProof }: AppAccessToken,
): Promise<AudienceProof> {
  const { settings, keys, now, auth, calls } = connection;
  const { issuer } = metadata;
  const clientIds = acceptedClientIds(settings);
  const byJwt = await proveByJwt(accessToken, { keys, now, issuer, clientIds });
  if (byJwt.isProven) onJwtProof();
  if (byJwt.isProven || !canIntrospect(metadata, settings)) return byJwt;
  const { introspectionEndpoint: url, introspectionAuthMethods: authMethods } = metadata;
  const answer = await introspect({
    auth,
    calls,
    url,
    authMethods,
    client: settings,
    accessToken,
    signal,
  });
  const proof = proveByIntrospection(answer, { issuer, clientIds });
  if (byJwt.subject !== null && proof.subject !== null && byJwt.subject !== proof.subject) {
    throw new TokenProblem('is about another sub than introspection says');
  }
  return { ...proof, subject: proof.subject ?? byJwt.subject };
}

function appClients({ clientId, clientSecret, mobileClientIds }: OpenIdSettings): Client[] {
  const own = { clientId, clientSecret };
  const others = mobileClientIds.filter((one) => one !== clientId);
  return [...others.map((one) => ({ clientId: one, clientSecret: null })), own];
}

/** RFC 6749 section 5.2: a code of another client is invalid_grant; an unknown client is another error. */
function isAboutClient(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false;
  return error.code === 'provider_refused' || error.code === 'provider_misconfigured';
}

/** If some client was accepted, the code is the problem; else no client is set up correctly. */
function lastWord(refusals: readonly AppError[]): AppError {
  const why = refusals.map(({ cause }) => (cause instanceof Error ? cause.message : '')).join('; ');
  const isCodeBad = refusals.some(({ code }) => code === 'provider_refused');
  return refusal(isCodeBad ? 'invalid_oidc_token' : 'provider_misconfigured', why);
}
