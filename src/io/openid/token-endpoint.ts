import type { AppError } from '../../core/errors.ts';
import { type CallAnswer, readJson } from './calls.ts';
import type { JsonObject } from './claims.ts';
import { type ClientForm, formEncode, postAsClient } from './client-authentication.ts';
import { providerErrorCode, refusal, visibleText } from './refusal.ts';

interface CodeGrant extends Omit<ClientForm, 'what' | 'url' | 'form'> {
  readonly tokenEndpoint: string;
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

interface Tokens {
  readonly accessToken: string;
  readonly idToken: string | null;
}

const what = 'the token endpoint';

/**
 * Exchanges a code for tokens (RFC 6749 section 4.1.3). Throws AppError `provider_refused` (the code does not
 * stand), `provider_misconfigured` (client, secret or redirect_uri are not known there),
 * `provider_unavailable` or `provider_answer_invalid`.
 */
export async function redeemCode(grant: CodeGrant): Promise<Tokens> {
  const form = {
    grant_type: 'authorization_code',
    code: grant.code,
    redirect_uri: grant.redirectUri,
    code_verifier: grant.codeVerifier,
  };
  const { calls, tokenEndpoint: url, client, authMethods, signal } = grant;
  const answer = await postAsClient({ calls, what, url, client, authMethods, form, signal });
  return readTokens(answer, grant);
}

function readTokens(answer: CallAnswer, grant: CodeGrant): Tokens {
  const body = readJson(what, answer);
  // Some servers send their errors with status 200.
  if (answer.status >= 400 || body['error'] !== undefined) {
    throw refusedGrant(answer.status, body, grant);
  }
  const { token_type: type, access_token: accessToken, id_token: idToken } = body;
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw refusal('provider_answer_invalid', `${what} gave a token whose token_type is not Bearer`);
  }
  if (typeof accessToken !== 'string' || accessToken === '') {
    throw refusal('provider_answer_invalid', `${what} gave no access_token`);
  }
  return { accessToken, idToken: typeof idToken === 'string' ? idToken : null };
}

/** RFC 6749 section 5.2. Errors that no user can cause or cure are the operator's. */
function refusedGrant(status: number, body: JsonObject, grant: CodeGrant): AppError {
  const error = providerErrorCode(body['error']);
  const description = redact(body['error_description'], grant);
  const why = `${what} answered with HTTP ${status} and ${error ?? 'no error code'}${description}`;
  if (error === 'server_error' || error === 'temporarily_unavailable') {
    return refusal('provider_unavailable', why, error);
  }
  const isAboutRedirect = /redirect[_ -]?uri/i.test(description);
  const isStale = error === 'invalid_grant' || error === 'bad_verification_code';
  if (isStale && !isAboutRedirect) return refusal('provider_refused', why, error);
  return refusal('provider_misconfigured', why, error);
}

/** The provider's own words for the log: one short line, without what we sent. */
function redact(description: unknown, { code, codeVerifier, client }: CodeGrant): string {
  if (typeof description !== 'string' || description === '') return '';
  const { clientId, clientSecret } = client;
  const sent = [code, codeVerifier, clientSecret ?? ''].filter((one) => one !== '');
  const pair = btoa(`${formEncode(clientId)}:${formEncode(clientSecret ?? '')}`);
  const secrets = [...sent, ...sent.map(formEncode), pair];
  const bare = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), description);
  return ` (${visibleText(bare, 200)})`;
}
