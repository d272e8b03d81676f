// Our client at the stand-in provider, and a whole sign-in in one call.
import { AppError } from '../../../src/core/errors.ts';
import { newCodeVerifier, newState } from '../../../src/io/oauth-urls.ts';
import type { OpenIdSettings } from '../../../src/openid/connection.ts';
import { createOpenIdProvider } from '../../../src/openid/provider.ts';
import { createOutbound } from '../../../src/io/outbound.ts';
import type { TestProvider } from './provider.ts';

interface RelyingPartyOptions extends Partial<OpenIdSettings> {
  /** Milliseconds by which the client's clock is ahead; a function is asked each time. */
  readonly clockAheadMs?: () => number;
  readonly callMs?: number;
  readonly totalMs?: number;
}

const redirectUri = 'http://localhost:3000/api/auth/oidc/callback';

export function openRelyingParty(provider: TestProvider, options: RelyingPartyOptions = {}) {
  const { clockAheadMs = () => 0, callMs = 20_000, totalMs = 40_000, ...settings } = options;
  const { issuer, clientId, clientSecret } = provider;
  const client = createOpenIdProvider(
    {
      issuer,
      clientId,
      clientSecret,
      clientAuth: 'auto',
      allowHttp: false,
      internalUrl: null,
      responseMode: 'query',
      mobileClientIds: [],
      scopes: ['openid', 'email', 'profile'],
      groupClaims: [],
      emailClaims: ['email'],
      nameClaims: ['name'],
      ...settings,
    },
    {
      outbound: createOutbound(),
      now: () => Date.now() + clockAheadMs(),
      timeouts: { callMs, totalMs },
    },
  );
  const begin = async () => {
    const flow = { state: newState(), nonce: newState(), codeVerifier: newCodeVerifier() };
    const url = await client.authorizationUrl({ ...flow, redirectUri });
    const callback = await provider.signIn(url);
    const { nonce, codeVerifier } = flow;
    const code = callback.get('code') ?? '';
    return { code, codeVerifier, nonce, redirectUri, iss: callback.get('iss') };
  };
  return {
    client,
    /** To the provider and back, as far as the callback. */
    begin,
    /** A whole sign-in. */
    signIn: async () => client.redeem(await begin()),
  };
}

/** The code of a refusal and what it tells the operator; fails when nothing was refused. */
export async function refusalOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return { code: error.code, why: error.cause instanceof Error ? error.cause.message : '' };
}
