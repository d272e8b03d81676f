// A certified OpenID provider on loopback: npm oidc-provider, configured to ask no questions.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authorizationUrl, newCodeVerifier, newState } from '../../src/io/oauth-urls.ts';
import { exportJWK } from 'jose';
import type { ClientMetadata, Configuration, Provider } from 'oidc-provider';
import { signingKey } from './provider/keys.ts';
import { pageOf, pages, showLeft, showLogout } from './real-provider-pages.ts';
import { createStore } from './real-provider-store.ts';

/** The user who signs in there by default. */
export const grace = {
  sub: 'grace-0001',
  email: 'grace@example.com',
  email_verified: true,
  name: 'Grace Hopper',
};

export interface RealProvider extends AsyncDisposable {
  readonly issuer: string;
  /** Goes there as a browser would and says yes to everything; answers where it is sent back to. */
  signIn(authorizationUrl: string): Promise<URL>;
  /** The same for an app on a phone, up to the code that it is given. */
  signInApp(clientId: string): Promise<AppCode>;
  /** What the app gets for its code. */
  tokens(clientId: string): Promise<{ readonly access_token: string; readonly id_token: string }>;
}

interface AppCode {
  readonly code: string;
  readonly code_verifier: string;
  readonly redirect_uri: string;
}

export const callback = 'http://localhost:3000/api/auth/oidc/callback';
const appCallback = 'anchor://oidc/callback';

/** What an operator sets to sign people in here. */
export const confidentialClient = {
  OIDC_CLIENT_ID: 'anchor',
  OIDC_CLIENT_SECRET: 'a secret: with/odd+chars',
};

const clients: ClientMetadata[] = [
  {
    client_id: confidentialClient.OIDC_CLIENT_ID,
    client_secret: confidentialClient.OIDC_CLIENT_SECRET,
    redirect_uris: [callback],
  },
  {
    client_id: 'anchor-signed',
    client_secret: confidentialClient.OIDC_CLIENT_SECRET,
    redirect_uris: [callback],
    userinfo_signed_response_alg: 'RS256',
  },
  {
    client_id: 'anchor-public',
    redirect_uris: [callback],
    token_endpoint_auth_method: 'none',
  },
  {
    client_id: 'anchor-app',
    redirect_uris: [appCallback],
    token_endpoint_auth_method: 'none',
    application_type: 'native',
  },
  {
    client_id: 'somebody-elses-app',
    redirect_uris: ['other://callback'],
    token_endpoint_auth_method: 'none',
    application_type: 'native',
  },
];

interface RealProviderOptions {
  /** Where else it may send browsers back to. */
  readonly redirectUris?: readonly string[];
  /** Where it tells of a logout; default nowhere. */
  readonly logoutUri?: string;
  /** Where it may send browsers back to after a sign-out. */
  readonly signOutReturns?: readonly string[];
}

export async function startRealProvider(options: RealProviderOptions = {}): Promise<RealProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = await createProvider(issuer, withAddresses(options));
  provider.use(pages(provider));
  const handle = provider.callback();
  server.on('request', (request, response) => void handle(request, response));
  return {
    issuer,
    signIn: follow,
    signInApp: (clientId) => signInApp(issuer, clientId),
    async tokens(clientId) {
      const app = await signInApp(issuer, clientId);
      const form = { grant_type: 'authorization_code', client_id: clientId, ...app };
      const body = new URLSearchParams(form);
      const answer = await fetch(`${issuer}/token`, { method: 'POST', body });
      return (await answer.json()) as { access_token: string; id_token: string };
    },
    [Symbol.asyncDispose]: () => close(server),
  };
}

async function createProvider(issuer: string, metadata: ClientMetadata[]): Promise<Provider> {
  const { privateKey } = await signingKey('RS256', 'real');
  const keys = [{ ...(await exportJWK(privateKey)), kid: 'real', use: 'sig' }];
  const { Provider: Certified } = await load();
  return new Certified(issuer, {
    ...configuration,
    clients: metadata,
    jwks: { keys },
    adapter: createStore(),
  });
}

/** The one thing it says about where it runs cannot be configured: that Bun is no Node. */
async function load(): Promise<{ readonly Provider: typeof Provider }> {
  const { warn } = console;
  console.warn = (...said: readonly unknown[]) => {
    if (!String(said[0]).includes('Unsupported runtime')) warn(...said);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}

const hour = 3600;

/** Everything that it would otherwise warn of is said here: its lifetimes, its pages, its keys. */
const configuration: Configuration = {
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  // As most do: the address is in the ID token, not in userinfo alone.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: showLogout,
      postLogoutSuccessSource: showLeft,
    },
    jwtUserinfo: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
  },
  findAccount: (_, id) => ({ accountId: id, claims: () => claimsOf(id) }),
  interactions: { url: (_, { uid }) => pageOf(uid) },
  ttl: { AccessToken: hour, IdToken: hour, Interaction: hour, Grant: hour, Session: hour },
  renderError(context, { error, error_description: description = '' }) {
    context.type = 'text';
    context.body = `${error}: ${description}`;
  },
};

/** Any login typed there is an account. */
function claimsOf(login: string) {
  return login === grace.sub
    ? grace
    : { ...grace, sub: login, email: `${login}@example.com`, name: login };
}

function withAddresses({
  redirectUris = [],
  logoutUri,
  signOutReturns = [],
}: RealProviderOptions): ClientMetadata[] {
  const logout =
    logoutUri === undefined
      ? {}
      : { backchannel_logout_uri: logoutUri, backchannel_logout_session_required: true };
  return clients.map((client) =>
    client.redirect_uris?.includes(callback) === true
      ? Object.assign({}, client, logout, {
          redirect_uris: [...client.redirect_uris, ...redirectUris],
          post_logout_redirect_uris: [...signOutReturns],
        })
      : client,
  );
}

async function signInApp(issuer: string, clientId: string): Promise<AppCode> {
  const verifier = newCodeVerifier();
  const client = clients.find(({ client_id: id }) => id === clientId);
  const redirectUri = client?.redirect_uris?.[0] ?? appCallback;
  const url = authorizationUrl({
    endpoint: `${issuer}/auth`,
    clientId,
    redirectUri,
    scopes: ['openid', 'email', 'profile'],
    state: newState(),
    codeVerifier: verifier,
    extra: { nonce: 'of the app' },
  });
  const back = await follow(url.href);
  const code = back.searchParams.get('code') ?? '';
  return { code, code_verifier: verifier, redirect_uri: redirectUri };
}

/** A browser with cookies that presses every button of the provider's pages. */
async function follow(start: string): Promise<URL> {
  const cookies = new Bun.CookieMap();
  let request = new Request(start);
  for (let step = 0; step < 20; step++) {
    const { origin } = new URL(request.url);
    request.headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(request, { redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const cookie = Bun.Cookie.parse(line);
      if (cookie.value === '') cookies.delete(cookie.name);
      else cookies.set(cookie);
    }
    const location = response.headers.get('location');
    if (location === null) request = pressButton(origin, await response.text());
    else {
      const next = new URL(location, request.url);
      if (next.origin !== origin) return next;
      request = new Request(next.href);
    }
  }
  throw new Error('The provider never sent the browser back');
}

function pressButton(origin: string, page: string): Request {
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
  if (action === undefined) throw new Error(`No form on this page: ${page.slice(0, 500)}`);
  const form = new URLSearchParams({ login: grace.sub, password: 'x' });
  return new Request(new URL(action, origin).href, { method: 'POST', body: form });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
