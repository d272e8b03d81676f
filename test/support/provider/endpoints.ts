// What a right provider answers at each endpoint (OpenID Connect Core, RFC 6749, RFC 7636, RFC 7662, RFC 9207).
import type { EndpointName, Received, Reply } from './script.ts';
import { discoveryDocument, type Grant, type ProviderState } from './state.ts';
import { idTokenClaims, mintAccessToken, mintJwt, seconds } from './tokens.ts';

type Endpoint = (state: ProviderState, request: Received) => Reply | Promise<Reply>;

export const endpoints: Readonly<Record<EndpointName, Endpoint>> = {
  discovery: (state) => ({ json: discoveryDocument(state) }),
  jwks: (state) => ({ json: { keys: state.published } }),
  authorize,
  token,
  userinfo,
  introspection,
  logout,
  picture: () => ({ text: 'not a picture', headers: { 'content-type': 'image/png' } }),
};

function authorize(state: ProviderState, { query }: Received): Reply {
  const parameter = (name: string) => query.get(name) ?? '';
  const isRight =
    parameter('response_type') === 'code' &&
    parameter('code_challenge_method') === 'S256' &&
    parameter('scope').split(' ').includes('openid') &&
    state.clients.has(parameter('client_id'));
  if (!isRight) return { status: 400, text: 'not a right authorization request' };
  if (!isRegistered(state, parameter('redirect_uri'))) {
    return { status: 400, text: 'redirect_uri is not registered for this client' };
  }
  const refused = refusalOf(state, query);
  if (refused !== null) return sendBack(state, query, { error: refused });
  const code = crypto.randomUUID();
  state.codes.set(code, {
    clientId: parameter('client_id'),
    redirectUri: parameter('redirect_uri'),
    challenge: parameter('code_challenge'),
    nonce: query.get('nonce'),
  });
  return sendBack(state, query, { code, ...state.script.callback });
}

function isRegistered({ script: { registered } }: ProviderState, address: string): boolean {
  return registered === undefined || registered.includes(address);
}

/** The `error` of a request that is not granted; a person is signed in at this provider only after being asked. */
function refusalOf({ script: { scopes } }: ProviderState, query: URLSearchParams): string | null {
  const asked = (query.get('scope') ?? '').split(' ');
  if (scopes !== undefined && asked.some((scope) => !scopes.includes(scope)))
    return 'invalid_scope';
  return query.get('prompt') === 'none' ? 'login_required' : null;
}

function sendBack(
  state: ProviderState,
  query: URLSearchParams,
  parameters: Readonly<Record<string, string | null>>,
): Reply {
  const location = new URL(query.get('redirect_uri') ?? '');
  const sendsIssuer = state.announced['authorization_response_iss_parameter_supported'] === true;
  const answer: Record<string, string | null> = {
    state: query.get('state'),
    iss: sendsIssuer ? state.issuer : null,
    ...parameters,
  };
  for (const [name, value] of Object.entries(answer)) {
    if (value !== null) location.searchParams.set(name, value);
  }
  return { status: 302, text: '', headers: { location: location.href } };
}

/** A sign-out without a session (OpenID Connect RP-Initiated Logout 1.0 section 2). */
function logout(state: ProviderState, { query }: Received): Reply {
  return isRegistered(state, query.get('post_logout_redirect_uri') ?? '')
    ? { text: 'You are signed out' }
    : { status: 400, text: 'post_logout_redirect_uri is not registered for this client' };
}

async function token(state: ProviderState, request: Received): Promise<Reply> {
  const clientId = authenticated(state, request);
  const { form } = request;
  if (clientId === null) {
    return refuseClient(state, form);
  }
  if (form.get('grant_type') !== 'authorization_code') {
    return oauthError(400, 'unsupported_grant_type');
  }
  const grant = state.codes.get(form.get('code') ?? '');
  // A code is used up after one request, by any client.
  state.codes.delete(form.get('code') ?? '');
  if (grant === undefined || !isRedeemable(grant, clientId, form)) {
    return oauthError(400, 'invalid_grant');
  }
  const { idToken: changes = {}, accessToken = 'opaque' } = state.script;
  const access = await mintAccessToken(state, clientId, accessToken);
  const claims = {
    ...idTokenClaims(state, clientId, grant.nonce),
    at_hash: leftHalf(access, state.signingKey.alg),
  };
  const idToken = typeof changes === 'string' ? changes : await mintJwt(state, claims, changes);
  return {
    json: { access_token: access, token_type: 'Bearer', expires_in: 300, id_token: idToken },
  };
}

function refuseClient({ script, codes }: ProviderState, form: URLSearchParams): Reply {
  if (script.usesUpCodes === true) codes.delete(form.get('code') ?? '');
  return oauthError(401, 'invalid_client');
}

/** at_hash (OpenID Connect Core section 3.1.3.6). */
function leftHalf(accessToken: string, alg: string): string {
  const bits = /256|384/.exec(alg)?.[0] ?? '512';
  const digest = new Bun.CryptoHasher(`sha${bits as '256' | '384' | '512'}`).update(accessToken);
  return digest
    .digest()
    .subarray(0, Number(bits) / 16)
    .toString('base64url');
}

function isRedeemable(grant: Grant, clientId: string, form: URLSearchParams): boolean {
  const verifier = form.get('code_verifier') ?? '';
  const challenge = new Bun.CryptoHasher('sha256').update(verifier).digest('base64url');
  return (
    grant.clientId === clientId &&
    grant.redirectUri === form.get('redirect_uri') &&
    grant.challenge === challenge
  );
}

async function userinfo(state: ProviderState, { headers }: Received): Promise<Reply> {
  const bearer = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  const issued = state.accessTokens.get(bearer);
  if (issued === undefined) return oauthError(401, 'invalid_token');
  const { person, clientId } = issued;
  const changes = state.script.signedUserinfo;
  if (changes === undefined) return { json: person };
  const text = await mintJwt(state, { iss: state.issuer, aud: clientId, ...person }, changes);
  return { text, headers: { 'content-type': 'application/jwt' } };
}

function introspection(state: ProviderState, request: Received): Reply {
  const clientId = authenticated(state, request);
  if (clientId === null) return oauthError(401, 'invalid_client');
  const issued = state.accessTokens.get(request.form.get('token') ?? '');
  if (issued === undefined) return { json: { active: false } };
  const { person, clientId: client } = issued;
  const exp = seconds() + 300;
  return { json: { active: true, client_id: client, sub: person.sub, iss: state.issuer, exp } };
}

/** The client that proved itself, by Basic or in the body, form-encoded (RFC 6749 section 2.3.1). */
function authenticated({ clients, script }: ProviderState, request: Received): string | null {
  const { way, id, secret } = shownClient(request);
  if (secret !== null && way !== (script.clientMethod ?? way)) return null;
  return clients.has(id) && clients.get(id) === secret ? id : null;
}

function shownClient({ headers, form }: Received) {
  const basic = /^Basic (.+)$/.exec(headers.get('authorization') ?? '')?.[1];
  if (basic === undefined) {
    const id = form.get('client_id') ?? '';
    return { way: 'post', id, secret: form.get('client_secret') } as const;
  }
  const [id = '', secret = null] = atob(basic).split(':').map(formDecode);
  return { way: 'basic', id, secret } as const;
}

function formDecode(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

function oauthError(status: number, error: string): Reply {
  return { status, json: { error } };
}
