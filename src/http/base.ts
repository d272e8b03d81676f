import { Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';
import type { Addresses } from './addresses.ts';
import { giveRequestId } from './request-id.ts';
import { requestIdHeader, securityHeaders } from './security-headers.ts';

/** Adds the security headers and the request id to every answer, errors included. */
export function baseHeaders(appUrl: string, { allowedMethods, lacksParameter }: Addresses) {
  const fixed = securityHeaders(appUrl);
  const hasBadHost = createHostCheck();
  return new Elysia({ name: 'base-headers' }).onRequest(({ request, set }) => {
    Object.assign(set.headers, fixed);
    set.headers[requestIdHeader] = giveRequestId(request);
    if (hasBadHost(request)) throw new AppError('malformed_request');
    const path = pathOf(request.url);
    // The router ignores a doubled slash, but a proxy that protects a path by its name does not.
    if (path.includes('//') || lacksParameter(path)) throw new AppError('not_found');
    // Without a host, as in HTTP/1.0, the router may take the middle of an unknown address for the path.
    const { url } = request;
    if (url.startsWith('/') && allowedMethods(url.split('?', 1)[0] ?? '').length === 0) {
      throw new AppError('not_found');
    }
  });
}

/**
 * RFC 9112 section 3.2. Without a valid host there is no URL, and the router would read the path from its middle.
 */
function createHostCheck(): (request: Request) => boolean {
  // Most requests have one of a few hosts, and parsing a URL costs more than the other checks here.
  const good = new Set<string>();
  return ({ url, headers }) => {
    const host = headers.get('host');
    // HTTP/1.0, which some health probes use, needs no Host header; two Host headers arrive joined by a comma.
    if (host === null) return false;
    const isIn = url.startsWith(`${host}/`, afterScheme);
    if (isIn && good.has(host)) return false;
    if (host.includes(',') || !URL.canParse(url)) return true;
    // A flood of invented hosts must not fill the memory.
    if (good.size >= maxGoodHosts) good.clear();
    if (isIn && host.length <= maxHostLength) good.add(host);
    return false;
  };
}

const maxGoodHosts = 64;
const maxHostLength = 255;

const afterScheme = 'http://'.length;

/** Reads the path as the router does, because another reading would check another path than the one that runs. */
function pathOf(url: string): string {
  const start = url.indexOf('/', afterScheme);
  const query = url.indexOf('?', start);
  return url.slice(start, query === -1 ? undefined : query);
}
