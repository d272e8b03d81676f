import { type DocumentDecoration, Elysia } from 'elysia';
import { beforeBody } from './before-body.ts';
import { noteSignIn } from './refused-sign-ins.ts';
import type { Use } from '../io/bounded-limit.ts';
import type { NetworkLimit, RateLimits } from '../io/rate-limits.ts';
import type { ReadClient } from './client-reader.ts';

/** The limits that count networks; the service counts failed logins, because it knows the e-mail address. */
type NetworkLimitName = {
  [Name in keyof RateLimits]: RateLimits[Name] extends NetworkLimit ? Name : never;
}[keyof RateLimits];

const signInLimits: ReadonlySet<NetworkLimitName> = new Set(['login', 'signInStart', 'exchange']);

/**
 * The `limit` word of a route line: counts the client's network before all other work and before the body is read.
 */
export function networkLimits(limits: RateLimits, readClient: ReadClient) {
  return new Elysia({ name: 'network-limits' }).macro({
    limit: (name: NetworkLimitName) => ({
      detail: limitDetail(name),
      transform: beforeBody('network', async (head) => {
        if (signInLimits.has(name)) noteSignIn(head.request);
        counted.set(head.request, await limits[name].count(readClient(head)));
      }),
    }),
  });
}

/** What a request was counted as, until it is answered. */
const counted = new WeakMap<Request, Use>();

/** Makes a request not count that turned out to be one which its network may send as often as it likes. */
export async function uncount(request: Request): Promise<void> {
  await counted.get(request)?.refund();
}

/** The documentation of a limited route. */
function limitDetail(
  name: NetworkLimitName,
): DocumentDecoration & { 'x-rate-limit': NetworkLimitName } {
  return { 'x-rate-limit': name };
}
