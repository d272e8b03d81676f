import { quote } from '../core/json.ts';
import type { ClientAuthMemory } from './client-auth-memory.ts';
import { type CallAnswer, type Calls, errorIn } from './calls.ts';
import { refusal } from './refusal.ts';

/** One registration at the provider. */
export interface Client {
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
}

/** How the operator wants clients with a secret to authenticate: `auto` goes by what the provider says. */
export type ClientAuthMode = 'auto' | 'basic' | 'post';

/** A way of client authentication by its registered name (OpenID Connect Core section 9). */
type Method = 'client_secret_basic' | 'client_secret_post' | 'none';

/** One try: how the client authenticated, and the provider's `error` when it refused the client for that. */
export interface Attempt {
  readonly method: Method;
  readonly refusedWith: string | null;
}

/** How the clients of one provider authenticate. */
export interface ClientAuth {
  readonly mode: ClientAuthMode;
  readonly memory: ClientAuthMemory;
}

/** A form for an endpoint of the provider, and who sends it. */
export interface ClientForm {
  readonly calls: Calls;
  /** As in `Call`. */
  readonly what: string;
  readonly url: string;
  /** Ways of client authentication the endpoint offers. */
  readonly authMethods: readonly string[];
  readonly auth: ClientAuth;
  readonly client: Client;
  readonly form: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

interface ClientAnswer {
  readonly answer: CallAnswer;
  /** At least one; the answer is that of the last. */
  readonly attempts: readonly Attempt[];
}

/**
 * Posts a form to an endpoint of the provider as one of its clients. A client that is refused by one of
 * client_secret_basic and client_secret_post tries the other when it is offered: providers announce both and may
 * accept one per client. Throws as `clientMethods` and `calls`.
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
 * The ways to try, in their order. Throws AppError `provider_misconfigured` when the endpoint offers none of ours.
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

/** What was tried and refused before the last try, in words for the operator; empty when nothing was. */
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
    signal,
  });
}

/** What a request carries to say which client sends it (RFC 6749 section 2.3.1). */
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

/** RFC 6749 section 5.2: `invalid_client`; a bare 401 says the same without the word. Null for all else. */
function clientRefusal(answer: CallAnswer): string | null {
  const error = errorIn(answer);
  if (error === 'invalid_client') return error;
  return error === null && answer.status === 401 ? 'HTTP 401' : null;
}

/** application/x-www-form-urlencoded, which differs from encodeURIComponent: a space is a plus. */
export function formEncode(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice('v='.length);
}
