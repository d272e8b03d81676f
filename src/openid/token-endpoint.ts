import type { AppError } from '../core/errors.ts';
import type { CureCode } from '../core/finding-codes.ts';
import type { JsonObject } from '../core/json.ts';
import { type CallAnswer, readJson } from './calls.ts';
import {
  type Attempt,
  type ClientForm,
  earlierAttempts,
  formEncode,
  postAsClient,
} from './client-authentication.ts';
import { providerErrorCode, refusal, visibleText, withCure } from './refusal.ts';

interface CodeGrant extends Omit<ClientForm, 'what' | 'url' | 'form'> {
  readonly tokenEndpoint: string;
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  /** Receives the client authentication attempts, the last of which was answered. */
  readonly onAttempts?: (attempts: readonly Attempt[]) => void;
}

/** The tokens of a successful answer. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string | null;
}

const what = 'the token endpoint';

/**
 * Exchanges a code for tokens (RFC 6749 section 4.1.3). Throws AppError `provider_refused` (invalid code),
 * `provider_misconfigured` (client, secret or redirect_uri unknown to the provider), `provider_unavailable` or
 * `provider_answer_invalid`.
 */
export async function redeemCode(grant: CodeGrant): Promise<Tokens> {
  const form = {
    grant_type: 'authorization_code',
    code: grant.code,
    redirect_uri: grant.redirectUri,
    code_verifier: grant.codeVerifier,
  };
  const { tokenEndpoint: url, onAttempts } = grant;
  const { answer, attempts } = await postAsClient({ ...grant, what, url, form });
  onAttempts?.(attempts);
  return readTokens(answer, grant, attempts);
}

function readTokens(answer: CallAnswer, grant: CodeGrant, attempts: readonly Attempt[]): Tokens {
  const body = readJson(what, answer);
  // Some servers send their errors with status 200.
  if (answer.status >= 400 || body['error'] !== undefined) {
    throw refusedGrant({ status: answer.status, body }, grant, attempts);
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

/** RFC 6749 section 5.2. Errors that no user can cause or fix are for the operator. */
function refusedGrant(
  { status, body }: { readonly status: number; readonly body: JsonObject },
  grant: CodeGrant,
  attempts: readonly Attempt[],
): AppError {
  const error = providerErrorCode(body['error']);
  const description = redact(body['error_description'], grant);
  const answered = `${what} answered with HTTP ${status} and ${error ?? 'no error code'}${description}`;
  const why = answered + afterAttempts(attempts);
  if (error === 'server_error' || error === 'temporarily_unavailable') {
    return refusal('provider_unavailable', why, error);
  }
  const isAboutRedirect = /redirect[_ -]?uri/i.test(description);
  const isStale = error === 'invalid_grant' || error === 'bad_verification_code';
  if (isStale && !isAboutRedirect) return refusal('provider_refused', why, error);
  const cure = isAboutRedirect ? 'register_redirect' : cureOf(error, status);
  return withCure(refusal('provider_misconfigured', why, error), cure);
}

/** A bare 401 means the same as `invalid_client`. */
function cureOf(error: string | null, status: number): CureCode | null {
  const isClient = error === 'invalid_client' || error === 'unauthorized_client';
  return isClient || status === 401 ? 'compare_client' : null;
}

/**
 * A provider may invalidate a code when it refuses the client (RFC 6749 section 10.5), and then refuses the code
 * too.
 */
function afterAttempts(attempts: readonly Attempt[]): string {
  const last = attempts.at(-1);
  if (last === undefined || attempts.length < 2) return '';
  const isAccepted = last.refusedWith === null;
  const verdict = isAccepted
    ? `, which is remembered: the first try may have used the code up`
    : '';
  return ` to ${last.method}${verdict}; before, ${earlierAttempts(attempts)}`;
}

/** The provider's error description for the log: one short line, without values that this server sent. */
function redact(description: unknown, { code, codeVerifier, client }: CodeGrant): string {
  if (typeof description !== 'string' || description === '') return '';
  const { clientId, clientSecret } = client;
  const sent = [code, codeVerifier, clientSecret ?? ''].filter((one) => one !== '');
  const pair = btoa(`${formEncode(clientId)}:${formEncode(clientSecret ?? '')}`);
  const secrets = [...sent, ...sent.map(formEncode), pair];
  const bare = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), description);
  return ` (${visibleText(bare, 200)})`;
}
