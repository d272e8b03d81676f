// GitHub, Google and Microsoft on this machine: real HTTP, real keys, PKCE checked as they check it.
import { SignJWT } from 'jose';
import type { NamedProvider } from '../../../src/features/providers/rules.ts';
import { signingKey } from '../provider/keys.ts';
import type { Env } from '../test-app.ts';
import { type Member, tenant, wires } from './wires.ts';

export interface StandIn extends Disposable {
  /** Points a server here, as a client of all three. */
  readonly env: Env;
  /** Where a provider stands. */
  baseOf(provider: NamedProvider): string;
  /** Who sits before the browser. */
  member: Member;
  /** What the person at the browser makes of it: an `error` of the authorization response. */
  refusal: string | null;
  /** Answers instead of the token endpoint. */
  token: (() => Response | Promise<Response>) | null;
  /** Answers instead of a document, by the end of its path. */
  readonly documents: Map<string, () => Response>;
  /** Every request that came in, as `GET /path`. */
  readonly received: string[];
}

export const clientSecret = 'a secret';

/** Grace, whose address is proved. */
const grace: Member = {
  id: 4711,
  email: 'grace@example.com',
  emailVerified: true,
  name: 'Grace at the provider',
  tenant,
};

interface Grant {
  readonly provider: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
}

export function createStandIn(): StandIn {
  const grants = new Map<string, Grant>();
  const accessTokens = new Set<string>();
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request) => answer({ standIn, grants, accessTokens }, request),
  });
  const baseOf = (provider: NamedProvider) => `http://127.0.0.1:${server.port}/${provider}`;
  const standIn: StandIn = {
    env: envOf(baseOf),
    baseOf,
    member: grace,
    refusal: null,
    token: null,
    documents: new Map(),
    received: [],
    [Symbol.dispose]: () => void server.stop(true),
  };
  return standIn;
}

function envOf(baseOf: StandIn['baseOf']): Env {
  const env: Record<string, string> = { MICROSOFT_TENANT_ID: 'common' };
  for (const provider of ['github', 'google', 'microsoft'] as const) {
    const name = provider.toUpperCase();
    env[`${name}_CLIENT_ID`] = `client-at-${provider}`;
    env[`${name}_CLIENT_SECRET`] = clientSecret;
    Object.assign(env, wires[provider].env(baseOf(provider)));
  }
  return env;
}

interface Desk {
  readonly standIn: StandIn;
  readonly grants: Map<string, Grant>;
  readonly accessTokens: Set<string>;
}

async function answer(desk: Desk, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [, first = '', path = ''] = /^\/(\w+)(\/.*)$/.exec(url.pathname) ?? [];
  const provider = (['github', 'google', 'microsoft'] as const).find((name) => name === first);
  if (provider === undefined) return new Response(null, { status: 404 });
  desk.standIn.received.push(`${request.method} ${path}`);
  const { authorize, token } = wires[provider];
  if (authorize.test(path)) return authorized(desk, provider, url.searchParams);
  if (token.test(path)) return desk.standIn.token?.() ?? tokens(desk, provider, request);
  return read(desk, { provider, path }, request);
}

function authorized({ standIn, grants }: Desk, provider: NamedProvider, query: URLSearchParams) {
  const redirectUri = query.get('redirect_uri') ?? '';
  const isRight =
    query.get('response_type') === 'code' &&
    query.get('client_id') === `client-at-${provider}` &&
    query.get('code_challenge_method') === 'S256';
  if (!isRight) return new Response('This is not a request of our client', { status: 400 });
  const code = crypto.randomUUID();
  const [challenge, nonce] = [query.get('code_challenge') ?? '', query.get('nonce')];
  grants.set(code, { provider, redirectUri, challenge, nonce });
  const back = new URL(redirectUri);
  const result = standIn.refusal === null ? { code } : { error: standIn.refusal };
  const iss = wires[provider].responseIssuer(standIn.baseOf(provider));
  const state = query.get('state') ?? '';
  const parameters = { ...result, state, ...(iss === null ? {} : { iss }) };
  for (const [name, value] of Object.entries(parameters)) back.searchParams.set(name, value);
  return Response.redirect(back.href, 302);
}

async function tokens(desk: Desk, provider: NamedProvider, request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const code = form.get('code') ?? '';
  const grant = desk.grants.get(code);
  desk.grants.delete(code);
  const verifier = form.get('code_verifier') ?? '';
  const challenge = new Bun.CryptoHasher('sha256').update(verifier).digest('base64url');
  const isClient = isOurClient(provider, form, request.headers.get('authorization'));
  if (!isClient) return refused(provider, 'invalid_client');
  const isGood =
    grant?.provider === provider &&
    grant.redirectUri === form.get('redirect_uri') &&
    grant.challenge === challenge;
  if (!isGood) {
    return refused(provider, provider === 'github' ? 'bad_verification_code' : 'invalid_grant');
  }
  const accessToken = crypto.randomUUID();
  desk.accessTokens.add(accessToken);
  const idToken = await idTokenOf(desk.standIn, provider, grant.nonce);
  return Response.json({
    access_token: accessToken,
    token_type: 'bearer',
    ...(idToken === null ? {} : { id_token: idToken }),
  });
}

/** By post, or by Basic with both halves form-encoded (RFC 6749 section 2.3.1). */
function isOurClient(provider: NamedProvider, form: URLSearchParams, basic: string | null) {
  const id = `client-at-${provider}`;
  if (basic === null) {
    return form.get('client_id') === id && form.get('client_secret') === clientSecret;
  }
  return basic === `Basic ${btoa(`${id}:${clientSecret.replace(' ', '+')}`)}`;
}

/** GitHub alone sends its errors with status 200. */
function refused(provider: NamedProvider, error: string): Response {
  return Response.json({ error }, { status: provider === 'github' ? 200 : 400 });
}

async function idTokenOf(standIn: StandIn, provider: NamedProvider, nonce: string | null) {
  const claimsOf = wires[provider].idToken;
  if (claimsOf === null) return null;
  const { privateKey, kid } = await signingKey('RS256');
  const now = Math.floor(Date.now() / 1000);
  const life = { iat: now, exp: now + 300, aud: `client-at-${provider}`, nonce };
  const { member } = standIn;
  const claims = { ...life, ...claimsOf(standIn.baseOf(provider), member), ...member.claims };
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
}

async function read(
  { standIn, accessTokens }: Desk,
  { provider, path }: { readonly provider: NamedProvider; readonly path: string },
  request: Request,
): Promise<Response> {
  for (const [end, respond] of standIn.documents) if (path.endsWith(end)) return respond();
  if (path.endsWith('/keys')) return Response.json({ keys: [(await signingKey('RS256')).jwk] });
  const document = wires[provider].documents(standIn.baseOf(provider), standIn.member)[path];
  if (document === undefined) return new Response(null, { status: 404 });
  const status = refusalOf(path, request.headers, accessTokens);
  return status === null ? Response.json(document) : new Response(null, { status });
}

/** GitHub's API needs a token and a User-Agent; no other server may see a token. */
function refusalOf(path: string, headers: Headers, known: ReadonlySet<string>): number | null {
  const bearer = headers.get('authorization')?.replace('Bearer ', '') ?? '';
  if (!path.startsWith('/api/')) return bearer === '' ? null : 400;
  if (!known.has(bearer)) return 401;
  return headers.has('user-agent') ? null : 403;
}
