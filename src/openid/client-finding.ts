import { AppError } from '../core/errors.ts';
import { type Attempt, earlierAttempts } from './client-authentication.ts';
import { type Finding, finding, type DoctorSettings, reasonOf } from './findings.ts';
import { providerErrorOf } from './refusal.ts';

/** What the answer to an invented code shows about the client and its authentication. */
export function clientFinding(
  answer: unknown,
  { clientSecret }: DoctorSettings,
  attempts: readonly Attempt[],
): Finding {
  const code = answer instanceof AppError ? answer.code : null;
  if (code === 'provider_refused') {
    const kind = clientSecret === null ? 'as a public client' : `with its secret ${how(attempts)}`;
    return finding('client', 'ok', `The provider knows this client ${kind}`);
  }
  const message = ownWords(answer);
  const hasAnswered = /\bHTTP \d{3}\b/.test(message);
  if (code === 'provider_unavailable' && !hasAnswered) {
    const cure = 'This server must be able to reach token_endpoint.';
    return finding('client', 'failed', message, cure);
  }
  const isWrongClient = /invalid_client|unauthorized_client|HTTP 401/.test(message);
  // Some providers fail on an invented code although they work otherwise.
  const outcome = isWrongClient ? 'failed' : 'warning';
  const cure = 'Compare client id, client secret and kind of client (confidential or public).';
  const hint = isWrongClient && clientSecret !== null ? otherWay(attempts) : '';
  return finding('client', outcome, message, cure + hint);
}

/**
 * The message without text of the other server, unless that is an OAuth error: the request may have gone to any
 * service.
 */
function ownWords(answer: unknown): string {
  const message = reasonOf(answer);
  const error = providerErrorOf(answer);
  if (error !== null && oauthErrors.has(error)) return message;
  const [start = ''] = /^.*?\bHTTP \d{3}\b/.exec(message) ?? [];
  const isAnswer = start !== '' && /\bHTTP \d{3} and /.test(message);
  return isAnswer && !message.endsWith('is not a JSON object')
    ? `${start} and no error that OAuth knows`
    : message;
}

/** The errors of RFC 6749 sections 5.2 and 4.1.2.1. */
const oauthErrors: ReadonlySet<string> = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'access_denied',
  'server_error',
  'temporarily_unavailable',
]);

function how(attempts: readonly Attempt[]): string {
  const earlier = earlierAttempts(attempts);
  return `by ${attempts.at(-1)?.method}${earlier && ` (${earlier})`}`;
}

/**
 * Suggests the method that was not tried, because the provider does not announce it or the operator chose the other
 * one.
 */
function otherWay(attempts: readonly Attempt[]): string {
  const [only, ...more] = attempts;
  if (only === undefined || more.length > 0) return '';
  const other = only.method === 'client_secret_basic' ? 'post' : 'basic';
  return ` Only ${only.method} was tried: if the client is registered for client_secret_${other}, set OIDC_CLIENT_AUTH=${other}.`;
}
