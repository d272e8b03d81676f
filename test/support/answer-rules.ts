// What is true of every answer the server gives, whatever was asked. Each request of each API test goes
// through here, so no table has to repeat it.
import { expect } from 'bun:test';
import { STATUS_CODES } from 'node:http';
import type { Services } from '../../src/services.ts';
import type { FieldError } from '../../src/core/errors.ts';
import { refusalReasons } from '../../src/core/refusal-reasons.ts';
import errors from '../snapshots/errors.json';
import faults from '../snapshots/field-faults.json';
import { undocumented } from './documentation.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON; undefined when the answer has none. */
  readonly body: unknown;
}

interface Asked {
  readonly method: string;
  readonly path: string;
}

const fixedHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** Where a flow through a browser may leave a cookie. */
const cookiePaths =
  /^\/api\/(?:auth\/(?:(?:oidc|oauth|link)\/|link-requests)|admin\/settings\/oidc\/sign-in-test$)/;

const documentedFaults: Readonly<Record<string, readonly string[]>> = faults;
const reasons: Readonly<Record<string, readonly string[]>> = refusalReasons;
const documentedErrors: Readonly<Record<string, { readonly status: number }>> = errors;
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Fails when the answer breaks a rule that holds for all of them. */
export async function checkAnswer(asked: Asked, answer: Answer, services: Services): Promise<void> {
  checkHeaders(asked.path, answer, services.config.server.appUrl);
  const isApi = asked.path.startsWith('/api') || asked.path.startsWith('/health');
  if (isApi) checkApiHeaders(answer);
  // What carries a token, a code or a user must stay in no cache.
  if (isApi || asked.path.startsWith('/auth/')) {
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
  if (isApi && answer.status >= 400 && asked.method !== 'HEAD') checkRefusal(asked, answer);
  if (answer.status === 503) expect(Number(answer.headers.get('retry-after'))).toBePositive();
  checkChallenge(asked, answer);
  expect(await undocumented(asked, answer)).toEqual([]);
}

/** RFC 6750 section 3: for a request without a good token, and for a token that may not do that. */
function checkChallenge({ method }: Asked, { status, headers, body }: Answer): void {
  const challenge = headers.get('www-authenticate');
  const { code, detail } = Object(body) as { readonly code?: string; readonly detail?: string };
  // An answer to HEAD does not say which refusal it is.
  const isUnsaid = method === 'HEAD' && status === 403 && challenge !== null;
  const lacksScope =
    isUnsaid || code === 'insufficient_scope' || detail === errors.insufficient_scope.message;
  if (status === 401) expect(challenge).toMatch(/^Bearer /);
  else if (lacksScope) expect(challenge).toContain('error="insufficient_scope"');
  else expect(challenge).toBeNull();
}

function checkHeaders(path: string, { status, headers }: Answer, appUrl: string): void {
  for (const [name, value] of Object.entries(fixedHeaders)) expect(headers.get(name)).toBe(value);
  const readers = path.startsWith('/uploads/') && status < 400 ? 'cross-origin' : 'same-origin';
  expect(headers.get('cross-origin-resource-policy')).toBe(readers);
  expect(headers.get('x-request-id')).toMatch(uuid);
  expect(headers.get('permissions-policy')).toContain('camera=()');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.has('strict-transport-security')).toBe(appUrl.startsWith('https:'));
  for (const name of ['server', 'x-powered-by']) expect(headers.get(name)).toBeNull();
  if (!cookiePaths.test(path)) expect(headers.get('set-cookie')).toBeNull();
}

function checkApiHeaders({ headers }: Answer): void {
  expect(headers.get('content-security-policy')).toBe(apiPolicy);
}

/** The one shape of a refusal; the readiness probe alone answers 503 in its own. */
function checkRefusal(asked: Asked, { status, headers, body }: Answer): void {
  if (asked.path === '/health/ready' && status === 503) return;
  expect(body).toMatchObject({
    statusCode: status,
    error: STATUS_CODES[status] ?? '',
    requestId: headers.get('x-request-id') ?? '',
  });
  const { message, code, details, methods, reason, params, pendingTicket, linkTicket, ...rest } =
    body as Record<string, unknown>;
  checkReason(reason, params);
  expect(new Set(Object.keys(rest))).toEqual(new Set(['statusCode', 'error', 'requestId']));
  expect(documentedErrors[String(code)]?.status).toBe(status);
  expect(message).toEqual(expect.stringMatching(code === 'validation_failed' ? /./ : /^[^%]+$/));
  if (code === 'reauthentication_required') expect(methods).toBeArray();
  else expect(methods).toBeUndefined();
  checkTickets(code, { pendingTicket, linkTicket });
  if (code === 'validation_failed') checkDetails(String(message), details);
  else expect(details).toBeUndefined();
}

/** Only the refusals that a person can answer have a ticket. */
function checkTickets(code: unknown, tickets: Readonly<Record<string, unknown>>): void {
  if (code !== 'account_pending') expect(tickets['pendingTicket']).toBeUndefined();
  if (code !== 'account_exists') expect(tickets['linkTicket']).toBeUndefined();
}

/** A reason has the params of the list, and without one there are none. */
function checkReason(reason: unknown, params: unknown): void {
  const named = Object.entries(reasons).find(([name]) => name === reason)?.[1];
  expect({ reason, params: params === undefined ? [] : Object.keys(Object(params)) }).toEqual({
    reason,
    params: [...(named ?? (reason === undefined ? [] : ['of a known reason']))],
  });
}

/** The sentence names every field at fault: it is made of the fields' own. */
function checkDetails(message: string, details: unknown): void {
  expect(details).toBeArray();
  const fields = details as readonly FieldError[];
  for (const { field, message: words, code, params = {}, ...rest } of fields) {
    expect({ field, words, rest }).toEqual({
      field: expect.stringMatching(/./),
      words: expect.stringMatching(/./),
      rest: {},
    });
    const documented: readonly string[] | undefined = documentedFaults[code];
    expect({ code, params: Object.keys(params) }).toEqual({
      code,
      params: [...(documented ?? [code])],
    });
  }
  expect(message).toBe(fields.map((each) => each.message).join('; '));
}
