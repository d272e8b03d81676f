import { CodeChallengeMethod, generateCodeVerifier, generateState, OAuth2Client } from 'arctic';

interface AuthorizationRequest {
  readonly endpoint: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly codeVerifier: string;
  /** Further parameters, such as `nonce`. */
  readonly extra?: Readonly<Record<string, string>>;
}

/**
 * The authorization URL of the code flow with PKCE S256 (RFC 7636). Query parameters of the endpoint are kept.
 * Arctic's own code exchange is not used: it sends the secret only by unencoded Basic, never in the body, has no
 * limit on time or size, and does not notice errors sent with status 200, as by GitHub.
 */
export function authorizationUrl(request: AuthorizationRequest): URL {
  const client = new OAuth2Client(request.clientId, null, request.redirectUri);
  const url = client.createAuthorizationURLWithPKCE(
    request.endpoint,
    request.state,
    CodeChallengeMethod.S256,
    request.codeVerifier,
    [...request.scopes],
  );
  for (const [name, value] of Object.entries(request.extra ?? {}))
    url.searchParams.set(name, value);
  return url;
}

/**
 * Parameters that make the provider ask for a new sign-in even if the user is signed in there (OpenID Connect Core
 * section 3.1.2.1).
 */
export function askToSignInAnew(prompt: 'login' | 'select_account') {
  return { prompt, max_age: '0' };
}

/** A PKCE code verifier of 256 random bits, 43 characters. */
export function newCodeVerifier(): string {
  return generateCodeVerifier();
}

/** A state (or nonce) of 256 random bits, 43 characters. */
export function newState(): string {
  return generateState();
}
