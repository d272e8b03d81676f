// An OpenID provider over loopback that does everything right until a test tells it otherwise.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endpoints } from './endpoints.ts';
import { fail } from './failures.ts';
import { type SigningKey, signingKey } from './keys.ts';
import type { EndpointName, Person, Received, Reply, Script, TokenChanges } from './script.ts';
import type { ProviderState } from './state.ts';
import { idTokenClaims, logoutClaims, mintAccessToken, mintJwt } from './tokens.ts';

interface ProviderOptions {
  /** Signature algorithm of its tokens; default RS256. */
  readonly alg?: string;
  readonly clientId?: string;
  /** Null for a public client. */
  readonly clientSecret?: string | null;
  /** Further clients, all public. */
  readonly publicClients?: readonly string[];
  /** Changes to the discovery document; `undefined` takes a member away. */
  readonly announce?: Readonly<Record<string, unknown>>;
  readonly person?: Person;
  /** What stands behind the origin in the issuer; default nothing. */
  readonly issuerPath?: string;
  /** The origin of the issuer, where it is not the one that the provider listens at. */
  readonly publicOrigin?: string;
}

const usualPerson: Person = {
  sub: 'person-1',
  email: 'ada@example.com',
  email_verified: true,
  name: 'Ada Lovelace',
};

export type TestProvider = Awaited<ReturnType<typeof startProvider>>;

/** Starts a provider on a free port; `await using` stops it. */
export async function startProvider(options: ProviderOptions = {}) {
  const { clientId = 'anchor', clientSecret = 'a secret: 100%+&' } = options;
  const key = await signingKey(options.alg ?? 'RS256');
  const state: ProviderState = {
    issuer: '',
    clients: new Map([
      ...(options.publicClients ?? []).map((id) => [id, null] as const),
      [clientId, clientSecret],
    ]),
    announced: options.announce ?? {},
    published: [key.jwk],
    signingKey: key,
    person: options.person ?? usualPerson,
    claimsInIdToken: true,
    script: {},
    codes: new Map(),
    accessTokens: new Map(),
    requests: [],
  };
  const server = createServer((request, response) => void answer(state, request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  state.issuer = (options.publicOrigin ?? origin) + (options.issuerPath ?? '');
  return {
    ...controls(state, origin),
    /** Where it listens. */
    origin,
    issuer: state.issuer,
    clientId,
    clientSecret,
    requests: state.requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

function controls(state: ProviderState, origin: string) {
  return {
    /** What is different from now on; what is not named stays as it was scripted before. */
    script: (script: Script) => {
      state.script = { ...state.script, ...script };
    },
    /** Changes the discovery document; `undefined` takes a member away. */
    announce: (changes: Readonly<Record<string, unknown>>) => {
      state.announced = { ...state.announced, ...changes };
    },
    /** Who sits before the browser from now on. With `inUserinfoOnly` the ID token says `sub` alone. */
    person: (person: Person, { inUserinfoOnly = false } = {}) => {
      state.person = person;
      state.claimsInIdToken = !inUserinfoOnly;
    },
    /** The members of the key set from now on. */
    publish: (members: readonly unknown[]) => {
      state.published = members;
    },
    /** Signs with another key from now on, and shows it in place of the old ones. */
    rotateKeys: (key: SigningKey) => {
      state.signingKey = key;
      state.published = [key.jwk];
    },
    /** What the browser brings back from an authorization URL: the parameters of the callback. */
    signIn: async (authorizationUrl: URL | string) => {
      const { pathname, search } = new URL(authorizationUrl);
      const response = await fetch(origin + pathname + search, { redirect: 'manual' });
      const location = response.headers.get('location');
      if (location === null) throw new Error(`authorize said ${await response.text()}`);
      return new URL(location).searchParams;
    },
    /** An ID token as an app would have got it. */
    idToken: (clientId: string, changes: TokenChanges = {}, nonce: string | null = null) =>
      mintJwt(state, idTokenClaims(state, clientId, nonce), changes),
    /** A logout token, for `sub` of the person unless the changes say otherwise. */
    logoutToken: (changes: TokenChanges = {}, clientId = 'anchor') =>
      mintJwt(state, logoutClaims(state, clientId), {
        ...changes,
        header: { typ: 'logout+jwt', ...changes.header },
      }),
    /** An access token as an app would have got it; userinfo and introspection know it. */
    accessToken: (clientId: string, changes: TokenChanges | 'opaque' = 'opaque') =>
      mintAccessToken(state, clientId, changes),
    /** The requests that came to one endpoint. */
    received: (endpoint: EndpointName) =>
      state.requests.filter((request) => request.endpoint === endpoint),
  };
}

async function answer(
  state: ProviderState,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://provider.invalid');
  const endpoint = endpointAt(url.pathname, state);
  if (endpoint === null) return send(response, { status: 404, text: 'no such page' });
  let body = '';
  for await (const chunk of incoming) body += String(chunk);
  const received: Received = {
    endpoint,
    method: incoming.method ?? '',
    headers: new Headers(incoming.headers as Record<string, string>),
    query: url.searchParams,
    form: new URLSearchParams(body),
  };
  state.requests.push(received);
  const scripted = state.script[endpoint];
  if (typeof scripted === 'string') return fail(scripted, response);
  return send(response, scripted ?? (await endpoints[endpoint](state, received)));
}

const names: readonly EndpointName[] = [
  'jwks',
  'authorize',
  'token',
  'userinfo',
  'introspection',
  'logout',
  'picture',
];

function endpointAt(path: string, { issuer }: ProviderState): EndpointName | null {
  const base = new URL(issuer).pathname.replace(/\/$/, '');
  if (path === `${base}/.well-known/openid-configuration`) return 'discovery';
  return names.find((name) => path.replace('//', '/') === `${base}/${name}`) ?? null;
}

function send(response: ServerResponse, { status = 200, json, headers, ...reply }: Reply): void {
  const other = reply.bytes ?? reply.text;
  const type = other === undefined ? 'application/json' : 'text/plain';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(other ?? JSON.stringify(json));
}
