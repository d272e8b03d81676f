import type { CallAnswer, Calls } from './calls.ts';
import { quote } from './claims.ts';
import { refusal } from './refusal.ts';

/** One registration at the provider. */
export interface Client {
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
}

/** What a request carries to say which client sends it. */
interface ClientProof {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}

/**
 * Authenticates a client in the first way of ours that the endpoint offers (RFC 6749 section 2.3.1). Throws
 * AppError `provider_misconfigured` when it offers none.
 */
export function authenticateClient(client: Client, offered: readonly string[]): ClientProof {
  const { clientId, clientSecret } = client;
  if (clientSecret === null) return { headers: {}, form: { client_id: clientId } };
  if (offered.includes('client_secret_basic')) {
    const pair = `${formEncode(clientId)}:${formEncode(clientSecret)}`;
    return { headers: { authorization: `Basic ${btoa(pair)}` }, form: {} };
  }
  if (offered.includes('client_secret_post')) {
    return { headers: {}, form: { client_id: clientId, client_secret: clientSecret } };
  }
  if (offered.includes('none')) return { headers: {}, form: { client_id: clientId } };
  throw refusal(
    'provider_misconfigured',
    `the provider authenticates clients by ${quote(offered)}; client_secret_basic, client_secret_post or none is needed`,
  );
}

/** A form for an endpoint of the provider, and who sends it. */
export interface ClientForm {
  readonly calls: Calls;
  /** As in `Call`. */
  readonly what: string;
  readonly url: string;
  /** Ways of client authentication the endpoint offers. */
  readonly authMethods: readonly string[];
  readonly client: Client;
  readonly form: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Posts a form to an endpoint of the provider as one of its clients. Throws as `authenticateClient` and `calls`. */
export async function postAsClient(request: ClientForm): Promise<CallAnswer> {
  const { calls, what, url, signal } = request;
  const proof = authenticateClient(request.client, request.authMethods);
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

/** application/x-www-form-urlencoded, which differs from encodeURIComponent: a space is a plus. */
export function formEncode(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice('v='.length);
}
