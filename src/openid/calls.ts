import { errorCode } from '../core/error-code.ts';
import type { AppError } from '../core/errors.ts';
import { asObject, type JsonObject } from '../core/json.ts';
import type { Outbound } from '../io/outbound.ts';
import { OutboundError, type OutboundFailure } from '../io/outbound-error.ts';
import type { AddressRule } from './address-rule.ts';
import { Circuit } from './circuit.ts';
import { outageCure } from './outage-cures.ts';
import { providerErrorCode, refusal, withCure } from './refusal.ts';
import type { Route } from './route.ts';

/** One request to a provider. */
export interface Call {
  /** The name of the endpoint in messages, such as `the token endpoint`. */
  readonly what: string;
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether the request carries data from a client: a 500 then says nothing about the health of the provider. */
  readonly fromOutside?: boolean;
  /** In bytes, after decompression; default 1 MB. */
  readonly maxBytes?: number;
}

/** An answer with its decoded body. */
export interface CallAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/**
 * Sends one request and returns an answer of status 200–299 or 400–499. Throws AppError `provider_unavailable` (no
 * answer, timeout, 5xx, open circuit breaker), `provider_misconfigured` (redirect, address that may not be called)
 * or `provider_answer_invalid` (too large).
 */
export type Calls = (call: Call) => Promise<CallAnswer>;

/** How the calls to one provider are made. */
export interface CallsOptions {
  readonly outbound: Outbound;
  readonly now: () => number;
  /** For one call, in milliseconds. */
  readonly timeoutMs: number;
  /** Which addresses the host of a URL may have. */
  readonly addressRule: AddressRule;
  readonly route: Route;
}

const megabyte = 1024 * 1024;

/** For answers with claims: a picture of 1 MB in a claim is written in base64, and once more in a token. */
export const maxClaimBytes = 3 * megabyte;

/** Makes the calls to one provider, which share a circuit breaker. */
export function createCalls(options: CallsOptions): Calls {
  const circuit = new Circuit(options.now);
  return async (meant) => {
    const { url, headers } = options.route(meant.url);
    const call = { ...meant, url, headers: { ...headers, ...meant.headers } };
    if (!circuit.admit()) {
      throw unavailable(call, 'was not asked: the last calls to this provider failed');
    }
    const answer = await request(options, call).catch((error: unknown) => {
      if (!(error instanceof OutboundError)) throw error;
      if (isOutage(error.failure)) circuit.fail();
      else circuit.succeed();
      throw translate(call, error);
    });
    if (answer.status >= 500 && meansOutage(call, answer.status)) circuit.fail();
    else circuit.succeed();
    return checkStatus(call, answer);
  };
}

/** The JSON object in an answer, whatever its content type. Throws AppError `provider_answer_invalid`. */
export function readJson(what: string, answer: CallAnswer): JsonObject {
  const object = asObject(tryJson(answer));
  if (object === null) throw unreadable(what, answer, 'a JSON object');
  return object;
}

/** As `readJson`, for an answer that may also be a list. */
export function readAnyJson(what: string, answer: CallAnswer): unknown {
  const value = tryJson(answer);
  if (value === undefined) throw unreadable(what, answer, 'JSON');
  return value;
}

function unreadable(what: string, { status, headers }: CallAnswer, expected: string): AppError {
  const type = headers.get('content-type')?.split(';')[0]?.slice(0, 60) ?? 'no content type';
  const why = `${what} answered with HTTP ${status} and ${type}, which is not ${expected}`;
  return refusal('provider_answer_invalid', why);
}

/** The address of an endpoint for a log: without query and fragment. */
export function shortUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'an address that is no URL' : parsed.origin + parsed.pathname;
}

async function request({ outbound, timeoutMs, addressRule }: CallsOptions, call: Call) {
  const { url, method = 'GET', headers, body, signal, maxBytes = megabyte } = call;
  const { allows, confirm } = addressRule(url);
  const answer = await outbound({
    url,
    method,
    headers: { accept: 'application/json', ...headers },
    maxBytes,
    timeoutMs,
    allowAddress: allows,
    body,
    signal,
  });
  if (answer.status < 300) confirm();
  return answer;
}

/** A proxy answers 502, 503 or 504 for a dead provider; a 500 may only be a badly handled request. */
function meansOutage(call: Call, status: number): boolean {
  return call.fromOutside !== true || [502, 503, 504].includes(status);
}

function checkStatus(call: Call, answer: CallAnswer): CallAnswer {
  const { status } = answer;
  if (status >= 500 || status === 429) throw unavailable(call, `answered with HTTP ${status}`);
  const isRedirect = status >= 300 && status < 400;
  if (!isRedirect) return answer;
  throw misconfigured(call, `answered with a redirect (HTTP ${status}), which is never followed`);
}

function isOutage(failure: OutboundFailure): boolean {
  return !['too_large', 'invalid_url', 'address_refused'].includes(failure);
}

const outages = {
  name_not_found: 'has a host name that was not found',
  unreachable: 'could not be reached',
  tls: 'has a TLS certificate that is not trusted, or its TLS failed',
  timeout: 'did not answer in time',
  broken: 'broke off its answer or sent no valid HTTP',
} as const;

function translate(call: Call, error: OutboundError): AppError {
  return withCure(describe(call, error), outageCure(error));
}

function describe(call: Call, { failure, cause }: OutboundError): AppError {
  if (failure === 'invalid_url') return misconfigured(call, 'is no address that can be called');
  if (failure === 'address_refused') {
    const why = 'has a private address while the issuer has a public one, so it may not be called';
    return misconfigured(call, why);
  }
  if (failure === 'too_large') {
    const { maxBytes = megabyte } = call;
    const why = `${name(call)} sent more than ${maxBytes / megabyte} MB`;
    return refusal('provider_answer_invalid', why);
  }
  const system = systemName(cause);
  return unavailable(call, outages[failure] + (system && ` (${system})`));
}

/** The system's code for a failure, such as ECONNREFUSED or DEPTH_ZERO_SELF_SIGNED_CERT; empty when there is none. */
export function systemName(cause: unknown): string {
  const code = errorCode(cause);
  return /^[A-Z0-9_]{1,60}$/.test(code) ? code : '';
}

function unavailable(call: Call, why: string): AppError {
  return refusal('provider_unavailable', `${name(call)} ${why}`);
}

function misconfigured(call: Call, why: string): AppError {
  return refusal('provider_misconfigured', `${name(call)} ${why}`);
}

function name({ what, url }: Call): string {
  return `${what} (${shortUrl(url)})`;
}

/** The `error` of an answer (RFC 6749 section 5.2, RFC 6750 section 3.1); null when it has none. */
export function errorIn(answer: CallAnswer): string | null {
  return providerErrorCode(asObject(tryJson(answer))?.['error']);
}

/** The JSON of an answer; undefined for what is not JSON. */
function tryJson({ bytes }: CallAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
