import { type DocumentDecoration, Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';

/** Marks a route that changes something in the documentation. */
export const actingMark = 'x-acts';

const actingDetail: DocumentDecoration & { readonly [actingMark]: true } = { [actingMark]: true };

/**
 * The `acts` word of a route line, for a GET that starts or ends something because a browser is redirected to it.
 * HEAD is not allowed there (RFC 9110 section 15.5.6), because it would do the same for an answer without a body. A
 * prefetching browser is refused, so that only a real visit acts.
 */
export function actingGets() {
  return new Elysia({ name: 'acting-gets' }).macro({
    acts: {
      detail: actingDetail,
      transform({ request }) {
        if (request.method === 'HEAD') throw new AppError('method_not_allowed');
        if (isPrefetch(request)) throw new AppError('server_busy', { retryAfterSeconds: 1 });
      },
    },
  });
}

/** The header names that browsers have used; only `Sec-Purpose` is standardised (Fetch section 3.8). */
const purposeHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

/** Whether a browser asks for a page that no person has opened yet. */
export function isPrefetch({ headers }: Request): boolean {
  return purposeHeaders.some((name) => /prefetch|prerender|preview/i.test(headers.get(name) ?? ''));
}
