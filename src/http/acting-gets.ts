import { type DocumentDecoration, Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';

/** What the documentation says of a route that acts. */
export const actingMark = 'x-acts';

const actingDetail: DocumentDecoration & { readonly [actingMark]: true } = { [actingMark]: true };

/**
 * The `acts` word of a route line, for a GET that begins or ends something because a browser is sent to
 * it. HEAD would run it for an answer that nobody reads, and without acting there is no such answer to
 * describe: the method is not allowed there (RFC 9110 section 15.5.6). A browser that fetches ahead is told to
 * come back when the person does.
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

/** The names under which browsers have sent it; of them only `Sec-Purpose` is a standard (Fetch section 3.8). */
const purposeHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

function isPrefetch({ headers }: Request): boolean {
  return purposeHeaders.some((name) => /prefetch|prerender|preview/i.test(headers.get(name) ?? ''));
}
