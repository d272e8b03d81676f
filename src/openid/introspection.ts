import type { JsonObject } from '../core/json.ts';
import { errorIn, readJson } from './calls.ts';
import { type ClientForm, postAsClient } from './client-authentication.ts';
import { refusal } from './refusal.ts';

interface IntrospectionRequest extends Omit<ClientForm, 'what' | 'form'> {
  readonly accessToken: string;
}

const what = 'introspection';

/**
 * What the provider says about an access token (RFC 7662). Throws AppError `provider_unavailable` for any other
 * answer, because without introspection the audience of the token is unknown.
 */
export async function introspect(request: IntrospectionRequest): Promise<JsonObject> {
  const { accessToken, ...endpoint } = request;
  const form = { token: accessToken, token_type_hint: 'access_token' };
  const { answer } = await postAsClient({ ...endpoint, what, form });
  if (answer.status >= 400) {
    const why = `${what} answered with HTTP ${answer.status}: may this client introspect tokens there?`;
    throw refusal('provider_unavailable', why, errorIn(answer));
  }
  return readJson(what, answer);
}
