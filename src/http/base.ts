import { Elysia } from 'elysia';
import { requestIdHeader, securityHeaders } from './security-headers.ts';

/** Gives every answer, refusals included, its security headers and its request id. */
export function baseHeaders(appUrl: string) {
  const fixed = securityHeaders(appUrl);
  return new Elysia({ name: 'base-headers' }).onRequest(({ set }) => {
    Object.assign(set.headers, fixed);
    set.headers[requestIdHeader] = crypto.randomUUID();
  });
}
