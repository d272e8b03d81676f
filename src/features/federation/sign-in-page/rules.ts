import type { AppError } from '../../../core/errors.ts';
import { localRedirect } from '../../../core/local-redirect.ts';
import { isPrefetch } from '../../../http/acting-gets.ts';
import { pageOf, refusedLanding } from '../landing/rules.ts';

/** What a browser opens on the way of a sign-in; a callback by GET answers as its flow says. */
const opened =
  /^GET \/api\/auth\/(?:oidc\/initiate|oauth\/[^/]+\/start)$|^POST \/api\/auth\/oidc\/callback$/;

/**
 * The sign-in page with the reason why a sign-in at a provider cannot begin or go on, for the browser of a person;
 * null for a program, which gets JSON. A link asks for the page with `errors=page`, because browsers tell only over
 * https that they open a page.
 */
export function refusalPage(appUrl: string): (request: Request, why: AppError) => string | null {
  return (request, why) => {
    // A request may name a host that is none.
    const url = URL.parse(request.url, appUrl);
    if (url === null) return null;
    const { pathname, searchParams } = url;
    if (!opened.test(`${request.method} ${pathname}`)) return null;
    // A browser would show what it prefetched in place of the answer to the real visit.
    if (isPrefetch(request)) return null;
    if (searchParams.get('errors') !== 'page' && !opensPage(request)) return null;
    const redirect = localRedirect(searchParams.get('redirect') ?? '', appUrl);
    return pageOf(refusedLanding(why, 'login', redirect), appUrl).url;
  };
}

/** Fetch Metadata: no script can send these headers with values of its own. */
function opensPage({ headers }: Request): boolean {
  return (
    headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document'
  );
}
