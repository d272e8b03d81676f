import type { Endpoints, Evidence, ProviderPlan } from '../core/providers/plan.ts';
import { askToSignInAnew, authorizationUrl } from '../io/oauth-urls.ts';
import type { Outbound } from '../io/outbound.ts';
import { anyAddress, createAddressRule } from './address-rule.ts';
import { type CallAnswer, type Calls, createCalls, readAnyJson } from './calls.ts';
import type { Claims } from './claims.ts';
import { ClientAuthMemory } from './client-auth-memory.ts';
import type { Client, ClientAuth } from './client-authentication.ts';
import { type Timeouts, usualTimeouts, withDeadline } from './deadline.ts';
import { createDiscovery, type Discovery } from './discovery.ts';
import { verifyIdToken } from './id-token.ts';
import type { KeySet } from './key-set.ts';
import { createKeys, discoveredKeySet, fetchKeySet, type Keys } from './keys.ts';
import { refusal, refuseTokens } from './refusal.ts';
import { directRoute } from './route.ts';
import { redeemCode } from './token-endpoint.ts';

/** What a client of one provider goes by: of the plan all but what is made of the evidence. */
export interface DirectSettings extends Omit<ProviderPlan, 'isOwnName' | 'read'> {
  readonly client: Client;
}

/**
 * A client of one provider whose behaviour is known in advance. Both methods throw AppError `provider_unavailable`
 * and `provider_misconfigured`; the `cause` is for the operator.
 */
export interface DirectClient {
  /** The authorization URL: code flow, PKCE S256, a nonce when an ID token is expected. */
  authorizationUrl(flow: {
    readonly state: string;
    readonly nonce: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
    /** Whether the user must sign in at the provider again even if signed in there; default: no. */
    readonly isFresh?: boolean;
  }): Promise<URL>;
  /** Also throws `provider_refused` (invalid code) and `provider_answer_invalid`. */
  redeem(answer: CodeAnswer): Promise<Evidence>;
}

interface CodeAnswer {
  readonly code: string;
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

interface Outside {
  readonly outbound: Outbound;
  readonly timeouts?: Timeouts;
}

/** Makes no call until the first sign-in. */
export function createDirectClient(settings: DirectSettings, outside: Outside): DirectClient {
  const { totalMs } = outside.timeouts ?? usualTimeouts;
  const connection = connect(settings, outside);
  return {
    authorizationUrl: async ({ nonce, isFresh = false, ...flow }) => {
      const { authorization: endpoint } = await connection.located();
      const { scopes, issuerProblem, freshPrompt } = settings;
      const extra = {
        ...(issuerProblem === null ? {} : { nonce }),
        ...(isFresh && freshPrompt !== null ? askToSignInAnew(freshPrompt) : {}),
      };
      const { clientId } = settings.client;
      return authorizationUrl({ endpoint, clientId, scopes, ...flow, extra });
    },
    redeem: (answer) => withDeadline(totalMs, (signal) => redeem(connection, answer, signal)),
  };
}

interface Located extends Endpoints {
  readonly authMethods: readonly string[];
}

interface DirectConnection {
  readonly settings: DirectSettings;
  readonly calls: Calls;
  readonly auth: ClientAuth;
  readonly keys: Keys;
  readonly located: () => Promise<Located>;
}

function connect(settings: DirectSettings, outside: Outside): DirectConnection {
  const { outbound, timeouts = usualTimeouts } = outside;
  const { endpoints } = settings;
  const addressRule = 'issuer' in endpoints ? createAddressRule(endpoints.issuer) : anyAddress;
  const now = Date.now;
  const calls = createCalls({
    outbound,
    now,
    timeoutMs: timeouts.callMs,
    addressRule,
    route: directRoute,
  });
  const auth = { mode: 'auto', memory: new ClientAuthMemory() } as const;
  if (!('issuer' in endpoints)) {
    const load = () => keySetAt(calls, endpoints.keys);
    const located = () => Promise.resolve({ ...endpoints, authMethods: ['client_secret_post'] });
    return { settings, calls, auth, keys: createKeys({ load, now }), located };
  }
  const discovery = createDiscovery({
    issuer: endpoints.issuer,
    allowHttp: false,
    internalUrl: null,
    calls,
    now,
  });
  const keys = createKeys({ load: discoveredKeySet(calls, discovery), now });
  return { settings, calls, auth, keys, located: () => locate(discovery) };
}

async function keySetAt(calls: Calls, address: string | null): Promise<KeySet> {
  if (address === null) throw refusal('provider_misconfigured', 'the provider has no key set');
  return fetchKeySet(calls, address);
}

async function locate(discovery: Discovery): Promise<Located> {
  const metadata = await discovery.metadata();
  return {
    authorization: metadata.authorizationEndpoint,
    token: metadata.tokenEndpoint,
    keys: metadata.jwksUri,
    authMethods: metadata.tokenAuthMethods,
  };
}

async function redeem(
  connection: DirectConnection,
  answer: CodeAnswer,
  signal: AbortSignal,
): Promise<Evidence> {
  const { settings, calls, auth } = connection;
  const { token: tokenEndpoint, authMethods } = await connection.located();
  const { client } = settings;
  const tokens = await redeemCode({
    ...answer,
    auth,
    calls,
    tokenEndpoint,
    authMethods,
    client,
    signal,
  });
  return {
    idToken: await readIdToken(connection, { ...tokens, nonce: answer.nonce }),
    documents: await readDocuments(connection, tokens.accessToken, signal),
  };
}

async function readIdToken(
  { settings, keys }: DirectConnection,
  answer: {
    readonly idToken: string | null;
    readonly accessToken: string;
    readonly nonce: string;
  },
): Promise<Claims | null> {
  const { issuerProblem, client } = settings;
  const { idToken, ...expected } = answer;
  if (issuerProblem === null) return null;
  if (idToken === null) {
    throw refusal('provider_answer_invalid', 'the token endpoint gave no ID token');
  }
  const clientIds = [client.clientId];
  const rules = { keys, now: Date.now, announced: null, issuerProblem, clientIds };
  return refuseTokens('provider_answer_invalid', 'the ID token', () =>
    verifyIdToken(idToken, rules, expected),
  );
}

async function readDocuments(
  { settings, calls }: DirectConnection,
  accessToken: string,
  signal: AbortSignal,
): Promise<Evidence['documents']> {
  const requests = Object.entries(settings.documents);
  const found = requests.map(async ([name, { url, isPublic }]) => {
    const what = `the document "${name}"`;
    const headers = isPublic ? {} : { authorization: `Bearer ${accessToken}` };
    const answer = await calls({ what, url, headers, signal, fromOutside: true });
    return [name, readDocument(what, answer)] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

function readDocument(what: string, answer: CallAnswer): unknown {
  if (answer.status < 400) return readAnyJson(what, answer);
  const why = `${what} was refused with HTTP ${answer.status}; is this client allowed to read it?`;
  throw refusal('provider_misconfigured', why);
}
