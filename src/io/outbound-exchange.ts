import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { isIPv6 } from 'node:net';
import { canonicalAddress, withoutBrackets } from '../core/network.ts';
import type { OutboundRequest, OutboundResponse, Resolve } from './outbound.ts';
import { readBody } from './outbound-body.ts';
import { failed, type OutboundFailure } from './outbound-error.ts';

interface Call {
  readonly request: OutboundRequest;
  readonly url: URL;
  readonly resolve: Resolve;
  readonly signal: AbortSignal;
}

/** Sends one request over its own connection to a checked address, and returns the answer. */
export async function exchange(call: Call): Promise<OutboundResponse> {
  const { request, url, signal } = call;
  const addresses = await checkedAddresses(call);
  signal.throwIfAborted();
  const response = await responseTo(call, addresses);
  const status = response.statusCode ?? 0;
  const headers = headersOf(response);
  if (request.onlyStatus === true) {
    await passOver(response, request.maxBytes);
    return { status, headers, bytes: new Uint8Array() };
  }
  const bytes = await readBody(response, request.maxBytes).catch((error: unknown) => {
    throw failed('broken', url, error);
  });
  if (bytes === null) throw failed('too_large', url);
  return { status, headers, bytes };
}

const passOverMs = 1000;

/** Reads a body that does not matter, for a short time: a server that still writes it may stop its work otherwise. */
async function passOver(response: IncomingMessage, maxBytes: number): Promise<void> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(late.resolve, passOverMs, null);
  await Promise.race([readBody(response, maxBytes).catch(() => null), late.promise]);
  clearTimeout(timer);
}

/** Resolves the name once; the connection can then go only to one of these addresses. */
async function checkedAddresses({ request, url, resolve }: Call): Promise<readonly string[]> {
  const literal = canonicalAddress(withoutBrackets(url.hostname));
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

function responseTo(call: Call, addresses: readonly string[]): Promise<IncomingMessage> {
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
      // A server may compress anyway; not asking for it avoids most of the decompression.
      'accept-encoding': 'identity',
      'user-agent': 'anchor-auth',
      ...(request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) }),
      ...request.headers,
    },
    // The connection ends with the answer: a connection checked for one caller is never reused for another.
    agent: false,
    // Set explicitly so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment cannot disable it.
    rejectUnauthorized: true,
    lookup: (_hostname, _options, callback) => callback(null, found),
  };
}

/** The meaning of an error depends on how far the connection had come. */
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
