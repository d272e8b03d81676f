import { quote } from '../core/json.ts';
import type { ClientAuthMemory } from './client-auth-memory.ts';
import { type CallAnswer, type Calls, errorIn, maxClaimBytes } from './calls.ts';
import { refusal } from './refusal.ts';

/** One client registration at the provider. */
export interface Client {
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
}

/** The method for clients with a secret; `auto` uses what the provider announces. */
export type ClientAuthMode = 'auto' | 'basic' | 'post';

/** A client authentication method by its registered name (OpenID Connect Core section 9). */
type Method = 'client_secret_basic' | 'client_secret_post' | 'none';

/** One attempt: the method, and the provider's `error` when it refused the client. */
export interface Attempt {
  readonly method: Method;
  readonly refusedWith: string | null;
}

/** How the clients of one provider authenticate. */
export interface ClientAuth {
  readonly mode: ClientAuthMode;
  readonly memory: ClientAuthMemory;
}

/** A form for an endpoint of the provider, and the client that sends it. */
export interface ClientForm {
  readonly calls: Calls;
  /** As in `Call`. */
  readonly what: string;
  readonly url: string;
  /** The client authentication methods that the endpoint announces. */
  readonly authMethods: readonly string[];
  readonly auth: ClientAuth;
  readonly client: Client;
  readonly form: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

interface ClientAnswer {
  readonly answer: CallAnswer;
  /** At least one; the answer belongs to the last. */
  readonly attempts: readonly Attempt[];
}

/**
 * Posts a form to an endpoint of the provider as one of its clients. A client that is refused with
 * client_secret_basic or client_secret_post tries the other method when it is announced, because providers announce
 * both and may accept only one per client. Throws as `clientMethods` and `calls`.
 */
export async function postAsClient(request: ClientForm): Promise<ClientAnswer> {
  const { auth, client, url } = request;
  const key = JSON.stringify([url, client.clientId, client.clientSecret]);
  const methods = clientMethods(request, auth.memory.get(key));
  const attempts: Attempt[] = [];
  let answer: CallAnswer | null = null;
  for (const method of methods) {
    answer = await post(request, method);
    const refusedWith = clientRefusal(answer);
    attempts.push({ method, refusedWith });
    if (refusedWith !== null) continue;
    auth.memory.set(key, method);
    break;
  }
  if (answer === null) throw new Error('A client authenticates in at least one way');
  return { answer, attempts };
}

/**
 * The methods to try, in order. Throws AppError `provider_misconfigured` when the endpoint announces none that is
 * supported here.
 */
export function clientMethods(
  { client, auth, authMethods }: Pick<ClientForm, 'client' | 'auth' | 'authMethods'>,
  remembered: string | null = null,
): readonly Method[] {
  if (client.clientSecret === null) return ['none'];
  if (auth.mode !== 'auto') return [`client_secret_${auth.mode}`];
  const offered = secretMethods.filter((method) => authMethods.includes(method));
  if (offered.length > 0) {
    return [
      ...offered.filter((method) => method === remembered),
      ...offered.filter((method) => method !== remembered),
    ];
  }
  if (authMethods.includes('none')) return ['none'];
  throw refusal(
    'provider_misconfigured',
    `the provider authenticates clients by ${quote(authMethods)}; client_secret_basic, client_secret_post or none is needed`,
  );
}

const secretMethods = ['client_secret_basic', 'client_secret_post'] as const;

/** The refused attempts before the last one, as text for the operator; empty when there are none. */
export function earlierAttempts(attempts: readonly Attempt[]): string {
  const earlier = attempts.slice(0, -1);
  return earlier
    .map(({ method, refusedWith }) => `${method} was refused with ${refusedWith}`)
    .join('; ');
}

async function post(request: ClientForm, method: Method): Promise<CallAnswer> {
  const { calls, what, url, signal } = request;
  const proof = clientProof(request.client, method);
  return calls({
    what,
    url,
    method: 'POST',
    headers: { ...proof.headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...request.form, ...proof.form }).toString(),
    fromOutside: true,
    maxBytes: maxClaimBytes,
    signal,
  });
}

/** How a request identifies its client (RFC 6749 section 2.3.1). */
interface ClientProof {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}

function clientProof({ clientId, clientSecret }: Client, method: Method): ClientProof {
  if (method === 'none' || clientSecret === null) {
    return { headers: {}, form: { client_id: clientId } };
  }
  if (method === 'client_secret_post') {
    return { headers: {}, form: { client_id: clientId, client_secret: clientSecret } };
  }
  const pair = `${formEncode(clientId)}:${formEncode(clientSecret)}`;
  return { headers: { authorization: `Basic ${btoa(pair)}` }, form: {} };
}

/**
 * The `invalid_client` error of RFC 6749 section 5.2, or a bare 401, which means the same. Null for any other
 * answer.
 */
function clientRefusal(answer: CallAnswer): string | null {
  const error = errorIn(answer);
  if (error === 'invalid_client') return error;
  return error === null && answer.status === 401 ? 'HTTP 401' : null;
}

/** Encodes application/x-www-form-urlencoded, which differs from encodeURIComponent: a space is a plus. */
export function formEncode(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice('v='.length);
}
