import { type DocumentDecoration, Elysia } from 'elysia';
import type { RateLimits } from '../io/rate-limits.ts';
import type { ReadOrigin } from './origin.ts';

/** The limits that count networks; failed logins are counted by the service, which knows the address. */
type NetworkLimit = Exclude<keyof RateLimits, 'loginFailures' | 'loginFailuresHere' | 'images'>;

/** The `limit` word of a route line: counts the caller's network before anything else is done for it. */
export function networkLimits(limits: RateLimits, readOrigin: ReadOrigin) {
  return new Elysia({ name: 'network-limits' }).macro({
    limit: (name: NetworkLimit) => ({
      detail: limitDetail(name),
      async transform({ request, server }) {
        await limits[name].consume(readOrigin({ request, server }).network);
      },
    }),
  });
}

/** What the documentation says of a limited route. */
function limitDetail(name: NetworkLimit): DocumentDecoration & { 'x-rate-limit': NetworkLimit } {
  return { 'x-rate-limit': name };
}
