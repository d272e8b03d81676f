import { lookup } from 'node:dns/promises';
import { failed, OutboundError } from './outbound-error.ts';

/** One HTTP request to another server, with its limits. */
export interface OutboundRequest {
  /** An absolute http or https URL without credentials. */
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** A form or JSON text. */
  readonly body?: string | undefined;
  /** In bytes, counted after decompression. */
  readonly maxBytes: number;
  /** Whether only the status of the answer counts: it stands also when the body is too long, slow or broken off. */
  readonly onlyStatus?: boolean;
  /** For name resolution, connection, headers and body together. */
  readonly timeoutMs: number;
  /** An outer deadline; it ends the request as a timeout. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the canonical text of every address of the name; one false refuses the request. */
  readonly allowAddress: (address: string) => boolean;
}

/** The answer of the other server. */
export interface OutboundResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Sends a request. Every status is an answer; redirects are not followed. Throws OutboundError for all failures.
 */
export type Outbound = (request: OutboundRequest) => Promise<OutboundResponse>;

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Sends HTTP requests: never through a proxy set in the environment, never to an unchecked address. */
export function createOutbound(options: { readonly resolve?: Resolve } = {}): Outbound {
  const resolve = options.resolve ?? resolveName;
  return async (request) => {
    const url = parseTarget(request.url);
    // Node's HTTP client loads all its streams, and a server with password sign-in only never needs it.
    const { exchange } = await import('./outbound-exchange.ts');
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), request.timeoutMs);
    const signal = AbortSignal.any([stop.signal, ...(request.signal ? [request.signal] : [])]);
    try {
      return await untilAborted(exchange({ request, url, resolve, signal }), signal);
    } catch (error) {
      if (signal.aborted) throw failed('timeout', url, error);
      throw error instanceof OutboundError ? error : failed('broken', url, error);
    } finally {
      clearTimeout(timer);
      // Closes the connection of a failed request; a finished request has none left.
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

/** `work` goes on after the abort, but it watches the same signal and ends without an effect. */
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
