import { type Calls, readJson } from './calls.ts';
import type { JsonObject } from './claims.ts';
import { authenticateClient, type Client } from './client-authentication.ts';
import { refusal } from './refusal.ts';

interface IntrospectionRequest {
  readonly calls: Calls;
  readonly introspectionEndpoint: string;
  readonly authMethods: readonly string[];
  readonly client: Client;
  readonly accessToken: string;
  readonly signal?: AbortSignal;
}

const what = 'introspection';

/**
 * What the provider says about an access token (RFC 7662). Throws AppError `provider_unavailable` whenever there
 * is no plain answer: without one nobody knows for whom the token is.
 */
export async function introspect(request: IntrospectionRequest): Promise<JsonObject> {
  const proof = authenticateClient(request.client, request.authMethods);
  const form = { token: request.accessToken, token_type_hint: 'access_token', ...proof.form };
  const answer = await request.calls({
    what,
    url: request.introspectionEndpoint,
    method: 'POST',
    headers: { ...proof.headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    fromOutside: true,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  if (answer.status >= 400) {
    const why = `${what} answered with HTTP ${answer.status}: may this client introspect tokens there?`;
    throw refusal('provider_unavailable', why);
  }
  return readJson(what, answer);
}
