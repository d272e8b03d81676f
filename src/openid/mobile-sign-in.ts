import { AppError } from '../core/errors.ts';
import { type AudienceProof, proveByIntrospection, proveByJwt } from './access-token-proof.ts';
import type { Client } from './client-authentication.ts';
import { type ClientCode, redeemFor, signInByTokens } from './code-sign-in.ts';
import {
  acceptedClientIds,
  type Connection,
  idTokenRules,
  type OpenIdSettings,
  type VerifiedAnswer,
} from './connection.ts';
import { verifyIdToken } from './id-token.ts';
import { introspect } from './introspection.ts';
import type { Metadata } from './metadata.ts';
import { refusal, refuseTokens, TokenProblem } from './refusal.ts';
import { askUserinfo } from './userinfo.ts';

/** A code that an app got for itself. */
export interface MobileCode extends Omit<ClientCode, 'client' | 'signal'> {
  /** The client the app used, when it says so. */
  readonly clientId: string | null;
}

/** What to do with an access token of which nobody can say for whom it was made. */
export type AudienceCheck = 'auto' | 'strict';

interface AppAccessToken {
  readonly accessToken: string;
  readonly check: AudienceCheck;
  readonly signal: AbortSignal;
  /** Called when a token proved by itself for whom it was made. */
  readonly onJwtProof: () => void;
}

/** Finishes a sign-in of an app that brings an ID token for any client of ours. Throws AppError `invalid_oidc_token`. */
export async function signInByIdToken(
  connection: Connection,
  token: string,
  nonce: string | null,
): Promise<VerifiedAnswer> {
  const metadata = await connection.discovery.metadata();
  const rules = idTokenRules(connection, metadata, acceptedClientIds(connection.settings));
  const idToken = await refuseTokens('invalid_oidc_token', 'the ID token', () =>
    verifyIdToken(token, rules, { nonce, isFromOutside: true, accessToken: null }),
  );
  return { issuer: connection.settings.issuer, idToken, userinfo: null, userinfoProblem: null };
}

/** Only a token made for us says who stands before us: any app of the provider holds tokens of its users. */
export async function signInByAccessToken(
  connection: Connection,
  token: AppAccessToken,
): Promise<VerifiedAnswer> {
  const metadata = await connection.discovery.metadata();
  const { userinfoEndpoint } = metadata;
  if (userinfoEndpoint === null) {
    const why = 'the provider has no userinfo_endpoint, without which an access token names nobody';
    throw refusal('provider_misconfigured', why);
  }
  const { calls, settings } = connection;
  const { accessToken, signal } = token;
  const userinfo = await refuseTokens('invalid_oidc_token', 'the access token', async () => {
    const { isOurs, subject } = await prove(connection, metadata, token);
    if (!isOurs && token.check === 'strict') {
      const why =
        'nothing tells for which client the access token was made: it is no JWT that says so, and there is no introspection with a client secret of ours that does';
      throw refusal('unprovable_oidc_token', why);
    }
    return askUserinfo({ calls, userinfoEndpoint, accessToken, subject, signal });
  });
  return { issuer: settings.issuer, idToken: null, userinfo, userinfoProblem: null };
}

/**
 * Redeems a code of an app. When the app does not say which client it used, each is tried; a provider may burn a
 * code that the wrong client shows (RFC 6749 section 10.5), so the likeliest comes first: clients set up for apps,
 * public ones, then our own, with its secret when it has one.
 */
export async function signInByMobileCode(
  connection: Connection,
  { clientId, ...answer }: MobileCode,
  signal: AbortSignal,
): Promise<VerifiedAnswer> {
  const clients = appClients(connection.settings);
  const meant = clients.filter((one) => clientId === null || one.clientId === clientId);
  if (meant.length === 0) throw refusal('invalid_oidc_token', 'the client of the app is not ours');
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

/** True when the provider tells us, by introspection, for whom a token was made. */
export function canIntrospect(
  metadata: Metadata,
  settings: OpenIdSettings,
): metadata is Metadata & { readonly introspectionEndpoint: string } {
  return metadata.introspectionEndpoint !== null && settings.clientSecret !== null;
}

async function prove(
  connection: Connection,
  metadata: Metadata,
  { accessToken, signal, onJwtProof }: AppAccessToken,
): Promise<AudienceProof> {
  const { settings, keys, now, auth, calls } = connection;
  const { issuer } = settings;
  const clientIds = acceptedClientIds(settings);
  const byJwt = await proveByJwt(accessToken, { keys, now, issuer, clientIds });
  if (byJwt.isOurs) onJwtProof();
  if (byJwt.isOurs || !canIntrospect(metadata, settings)) return byJwt;
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

/** RFC 6749 section 5.2: a code of another client is invalid_grant, a client unknown there its own error. */
function isAboutClient(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false;
  return error.code === 'provider_refused' || error.code === 'provider_misconfigured';
}

/** A code that some client might have redeemed is the app's matter; else no client is set up right. */
function lastWord(refusals: readonly AppError[]): AppError {
  const why = refusals.map(({ cause }) => (cause instanceof Error ? cause.message : '')).join('; ');
  const isCodeBad = refusals.some(({ code }) => code === 'provider_refused');
  return refusal(isCodeBad ? 'invalid_oidc_token' : 'provider_misconfigured', why);
}
