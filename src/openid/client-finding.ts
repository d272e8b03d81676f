import { AppError } from '../core/errors.ts';
import { type Attempt, earlierAttempts } from './client-authentication.ts';
import { type Finding, finding, type DoctorSettings } from './findings.ts';
import { reasonOf } from './refusal.ts';
import { providerErrorOf } from './refusal.ts';

/** What the answer to an invented code shows about the client and its authentication. */
export function clientFinding(
  answer: unknown,
  { clientSecret }: DoctorSettings,
  attempts: readonly Attempt[],
): Finding {
  const code = answer instanceof AppError ? answer.code : null;
  if (code === 'provider_refused') return knownClient(clientSecret, attempts);
  const reason = ownWords(answer);
  const hasAnswered = /\bHTTP \d{3}\b/.test(reason);
  if (code === 'provider_unavailable' && !hasAnswered) {
    const cure = 'reach_token_endpoint';
    return finding('client', 'failed', {
      code: 'token_endpoint_unavailable',
      params: { reason },
      cure,
    });
  }
  // Some providers fail on an invented code although they work otherwise.
  if (!/invalid_client|unauthorized_client|HTTP 401/.test(reason)) {
    const cure = 'compare_client';
    return finding('client', 'warning', { code: 'client_uncertain', params: { reason }, cure });
  }
  const method = clientSecret === null ? '' : onlyMethod(attempts);
  return finding('client', 'failed', {
    code: 'client_refused',
    params: { reason, method },
    cure: method === '' ? 'compare_client' : 'compare_client_and_method',
  });
}

function knownClient(clientSecret: string | null, attempts: readonly Attempt[]): Finding {
  if (clientSecret === null) {
    return finding('client', 'ok', { code: 'client_known_public', params: {} });
  }
  const params = { method: attempts.at(-1)?.method ?? '', earlier: earlierAttempts(attempts) };
  return finding('client', 'ok', { code: 'client_known', params });
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

/**
 * The method when only one was tried, because the provider does not announce the other or the operator chose this
 * one; else empty.
 */
function onlyMethod(attempts: readonly Attempt[]): string {
  const [only, ...more] = attempts;
  return only === undefined || more.length > 0 ? '' : only.method;
}
