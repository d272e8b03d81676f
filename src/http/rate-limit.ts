import { type DocumentDecoration, Elysia } from 'elysia';
import type { Origin } from '../core/origin.ts';
import type { Log, LogFields } from '../io/log.ts';
import type { NetworkLimit, RateLimits } from '../io/rate-limits.ts';
import type { ReadOrigin } from './origin.ts';

/** The limits that count networks; failed logins are counted by the service, which knows the address. */
type NetworkLimitName = {
  [Name in keyof RateLimits]: RateLimits[Name] extends NetworkLimit ? Name : never;
}[keyof RateLimits];

/** Those that somebody meets who signs in, or guesses: their refusals are for fail2ban and the operator to see. */
const signInLimits: ReadonlySet<NetworkLimitName> = new Set(['login', 'signInStart', 'exchange']);

interface NetworkLimitsOptions {
  readonly limits: RateLimits;
  readonly readOrigin: ReadOrigin;
  readonly log: Log;
}

/** The `limit` word of a route line: counts the caller's network before anything else is done for it. */
export function networkLimits({ limits, readOrigin, log }: NetworkLimitsOptions) {
  return new Elysia({ name: 'network-limits' }).macro({
    limit: (name: NetworkLimitName) => ({
      detail: limitDetail(name),
      async transform({ request, server }) {
        const origin = readOrigin({ request, server });
        try {
          await limits[name].count(origin);
        } catch (error) {
          if (signInLimits.has(name)) log.warn('A sign-in failed', refusalFields(request, origin));
          throw error;
        }
      },
    }),
  });
}

function refusalFields({ url }: Request, { requestId, ip }: Origin): LogFields {
  const path = new URL(url).pathname;
  const fields = { event: 'session.failed', requestId, path, code: 'rate_limited' };
  return ip === null ? fields : { ...fields, ip };
}

/** What the documentation says of a limited route. */
function limitDetail(
  name: NetworkLimitName,
): DocumentDecoration & { 'x-rate-limit': NetworkLimitName } {
  return { 'x-rate-limit': name };
}
