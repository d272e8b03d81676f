import { Elysia } from 'elysia';
import type { Addresses } from './addresses.ts';

// Apps with tracing add the last four to every request, and a preflight that lacks one of them fails.
const allowedHeaders =
  'authorization, content-type, accept-language, x-requested-with, traceparent, tracestate, baggage, sentry-trace';
const exposedHeaders = 'x-request-id, retry-after, www-authenticate';
const preflightSeconds = 600;

interface CorsOptions extends Pick<Addresses, 'allowedMethods'> {
  /** Exact origins (scheme, host, port); no partial matches. */
  readonly origins: readonly string[];
}

/**
 * Allows the listed origins to read answers, never with cookies, and answers OPTIONS on every known path. Without a
 * list no page of another origin can read anything.
 */
export function cors({ origins, allowedMethods }: CorsOptions) {
  const allowed = new Set(origins);
  return new Elysia({ name: 'cors' }).onRequest(({ request, set }) => {
    if (allowed.size > 0) set.headers['vary'] = 'Origin';
    const origin = request.headers.get('origin');
    const isAllowed = origin !== null && allowed.has(origin);
    if (isAllowed) {
      set.headers['access-control-allow-origin'] = origin;
      set.headers['access-control-expose-headers'] = exposedHeaders;
    }
    if (request.method !== 'OPTIONS') return undefined;
    const methods = allowedMethods(pathOf(request));
    if (methods.length === 0) return undefined;
    set.headers['allow'] = methods.join(', ');
    if (isAllowed) {
      set.headers['access-control-allow-methods'] = methods.join(', ');
      set.headers['access-control-allow-headers'] = allowedHeaders;
      set.headers['access-control-max-age'] = String(preflightSeconds);
    }
    set.status = 204;
    return new Response(null, { status: 204 });
  });
}

/** An HTTP/1.0 request may lack a host: then its address is only a path. */
function pathOf({ url }: Request): string {
  return URL.parse(url, 'http://localhost')?.pathname ?? '';
}
