import { localRedirect } from '../../../core/local-redirect.ts';
import { dropTicket } from '../client/pending-ticket.ts';
import { navigate } from '../frame/navigation.ts';

const home = '/account';

/** The path of this site in a text, or the account page when the text is no such path. */
export function destinationOf(text: string | null): string {
  const path = text === null ? null : localRedirect(text, location.origin);
  // A signed-in user must not be sent to the sign-in pages again.
  return path === null || path === '/' || /^\/(?:login|register)\b/.test(path) ? home : path;
}

/** Leaves the sign-in pages and replaces them in the history. */
export function proceed(to: string | null): void {
  dropTicket();
  navigate(destinationOf(to), { replace: true });
}
