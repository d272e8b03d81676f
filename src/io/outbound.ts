import { lookup } from 'node:dns/promises';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { isIPv6 } from 'node:net';
import { canonicalAddress } from '../core/network.ts';
import { readBody } from './outbound-body.ts';

export interface OutboundRequest {
  /** An absolute http or https URL without credentials. */
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** A form or JSON text. */
  readonly body?: string;
  /** Counted after decompression. */
  readonly maxBytes: number;
  /** For everything together: name, connection, headers, body. */
  readonly timeoutMs: number;
  /** An outer deadline; it ends the request as a timeout. */
  readonly signal?: AbortSignal;
  /** Asked, in canonical spelling, for every address the name has; one refusal refuses the request. */
  readonly allowAddress: (address: string) => boolean;
}

export interface OutboundResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type OutboundFailure =
  | 'invalid_url'
  | 'name_not_found'
  | 'address_refused'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'too_large'
  | 'broken';

/** Why there is no answer. The message names the host, never query, headers or body. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly failure: OutboundFailure;

  constructor(failure: OutboundFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.failure = failure;
  }
}

/** Any status is an answer; redirects are not followed. Throws OutboundError for everything else. */
export type Outbound = (request: OutboundRequest) => Promise<OutboundResponse>;

type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Speaks HTTP to others: never through a proxy of the environment, never to an address that was not checked. */
export function createOutbound(options: { readonly resolve?: Resolve } = {}): Outbound {
  const resolve = options.resolve ?? resolveName;
  return async (request) => {
    const url = parseTarget(request.url);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), request.timeoutMs);
    const signal = AbortSignal.any([stop.signal, ...(request.signal ? [request.signal] : [])]);
    try {
      return await untilAborted(send({ request, url, resolve, signal }), signal);
    } catch (error) {
      if (signal.aborted) throw failed('timeout', url, error);
      throw error instanceof OutboundError ? error : failed('broken', url, error);
    } finally {
      clearTimeout(timer);
      // Closes the connection of a request that failed; one that was answered has none any more.
      stop.abort();
    }
  };
}

async function resolveName(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}

function parseTarget(text: string): URL {
  const url = URL.parse(text);
  if (url === null) {
    throw new OutboundError('invalid_url', 'An address to call is not an absolute URL');
  }
  const isHttp = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isHttp || url.username !== '' || url.password !== '') throw failed('invalid_url', url);
  return url;
}

/** An abandoned `work` goes on by itself: it watches the same signal and ends without an effect. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

interface Call {
  readonly request: OutboundRequest;
  readonly url: URL;
  readonly resolve: Resolve;
  readonly signal: AbortSignal;
}

async function send(call: Call): Promise<OutboundResponse> {
  const { request, url, signal } = call;
  const addresses = await checkedAddresses(call);
  signal.throwIfAborted();
  const response = await exchange(call, addresses);
  const bytes = await readBody(response, request.maxBytes).catch((error: unknown) => {
    throw failed('broken', url, error);
  });
  if (bytes === null) throw failed('too_large', url);
  return { status: response.statusCode ?? 0, headers: headersOf(response), bytes };
}

/** Resolves once; the connection later goes to one of these addresses and to no other. */
async function checkedAddresses({ request, url, resolve }: Call): Promise<readonly string[]> {
  const literal = canonicalAddress(bareHostname(url));
  const addresses =
    literal === null
      ? await resolve(url.hostname).catch((error: unknown) => {
          throw failed('name_not_found', url, error);
        })
      : [literal];
  if (addresses.length === 0) throw failed('name_not_found', url);
  const verdicts = addresses.map((address) => {
    const canonical = canonicalAddress(address);
    return canonical !== null && request.allowAddress(canonical);
  });
  if (verdicts.includes(false)) throw failed('address_refused', url);
  return addresses;
}

function bareHostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function exchange(call: Call, addresses: readonly string[]): Promise<IncomingMessage> {
  const { request, url, signal } = call;
  const answer = Promise.withResolvers<IncomingMessage>();
  const start = url.protocol === 'https:' ? requestHttps : requestHttp;
  let phase: OutboundFailure = 'unreachable';
  const outgoing = start(url, { ...requestOptions(request, addresses), signal });
  watchPhases(outgoing, url, (next) => {
    phase = next;
  });
  outgoing.once('response', answer.resolve);
  outgoing.on('error', (error) => answer.reject(failed(phase, url, error)));
  outgoing.once('close', () => answer.reject(failed(phase, url)));
  outgoing.end(request.body);
  return answer.promise;
}

function requestOptions(request: OutboundRequest, addresses: readonly string[]): RequestOptions {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return {
    method: request.method ?? 'GET',
    headers: {
      // A server may compress all the same; not asking for it spares most of the unpacking.
      'accept-encoding': 'identity',
      'user-agent': 'anchor-auth',
      ...(request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) }),
      ...request.headers,
    },
    // An own connection that ends with the answer: nothing checked for one caller is used for another.
    agent: false,
    // Stands here so that NODE_TLS_REJECT_UNAUTHORIZED=0 in an environment cannot switch it off.
    rejectUnauthorized: true,
    lookup: (_hostname, _options, callback) => callback(null, found),
  };
}

/** What an error means depends on how far the connection had come. */
function watchPhases(
  outgoing: ClientRequest,
  url: URL,
  enter: (failure: OutboundFailure) => void,
): void {
  outgoing.once('socket', (socket) => {
    socket.once('connect', () => enter(url.protocol === 'https:' ? 'tls' : 'broken'));
    socket.once('secureConnect', () => enter('broken'));
  });
}

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(response.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
}

const explanations: Readonly<Record<OutboundFailure, string>> = {
  invalid_url: 'is not an http or https address without credentials',
  name_not_found: 'has a name that could not be resolved',
  address_refused: 'has an address that may not be called',
  unreachable: 'could not be reached',
  tls: 'could not prove who it is: its certificate or its TLS was refused',
  timeout: 'did not answer in time',
  too_large: 'answered with more than is accepted',
  broken: 'gave an answer that is not valid HTTP, or broke it off',
};

function failed(failure: OutboundFailure, url: URL, cause?: unknown): OutboundError {
  return new OutboundError(failure, `${url.host} ${explanations[failure]}`, cause);
}
