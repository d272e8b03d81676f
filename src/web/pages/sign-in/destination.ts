import { localRedirect } from '../../../core/local-redirect.ts';
import { navigate } from '../frame/navigation.ts';

const home = '/account';

/** The path of this site that a text names, or the account page: a link may be anybody's. */
export function destinationOf(text: string | null): string {
  const path = text === null ? null : localRedirect(text, location.origin);
  // Back to the form would be no way on.
  return path === null || path === '/' || /^\/(?:login|register)\b/.test(path) ? home : path;
}

/** Leaves the sign-in pages; the way back does not lead to them. */
export function proceed(to: string | null): void {
  navigate(destinationOf(to), { replace: true });
}
