import { Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';
import type { Addresses } from './addresses.ts';
import { giveRequestId } from './request-id.ts';
import { requestIdHeader, securityHeaders } from './security-headers.ts';

/** Gives every answer, refusals included, its security headers and its request id. */
export function baseHeaders(appUrl: string, { allowedMethods, lacksParameter }: Addresses) {
  const fixed = securityHeaders(appUrl);
  const hasBadHost = createHostCheck();
  return new Elysia({ name: 'base-headers' }).onRequest(({ request, set }) => {
    Object.assign(set.headers, fixed);
    set.headers[requestIdHeader] = giveRequestId(request);
    if (hasBadHost(request)) throw new AppError('malformed_request');
    const path = pathOf(request.url);
    // The router passes over a doubled slash; a proxy that guards a path by its name does not.
    if (path.includes('//') || lacksParameter(path)) throw new AppError('not_found');
    // Without a host, as in HTTP/1.0, the router may read a path from the middle of an address that nobody has.
    const { url } = request;
    if (url.startsWith('/') && allowedMethods(url.split('?', 1)[0] ?? '').length === 0) {
      throw new AppError('not_found');
    }
  });
}

/** RFC 9112 section 3.2. Without a host of sense there is no URL, and the router would read the path from its middle. */
function createHostCheck(): (request: Request) => boolean {
  // Most requests name one of a few hosts, and reading a URL costs more than anything else done here.
  const good = new Set<string>();
  return ({ url, headers }) => {
    const host = headers.get('host');
    // HTTP/1.0, as some health probes speak it, needs no host at all; two of them arrive joined by a comma.
    if (host === null) return false;
    const isIn = url.startsWith(`${host}/`, afterScheme);
    if (isIn && good.has(host)) return false;
    if (host.includes(',') || !URL.canParse(url)) return true;
    // A flood of invented hosts must not fill it for good.
    if (good.size >= maxGoodHosts) good.clear();
    if (isIn && host.length <= maxHostLength) good.add(host);
    return false;
  };
}

const maxGoodHosts = 64;
const maxHostLength = 255;

const afterScheme = 'http://'.length;

/** As the router reads it: reading it in another way would judge another path than the one that is run. */
function pathOf(url: string): string {
  const start = url.indexOf('/', afterScheme);
  const query = url.indexOf('?', start);
  return url.slice(start, query === -1 ? undefined : query);
}
