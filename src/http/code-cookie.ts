import { base64url, sameSecret, sha256 } from '../core/tokens.ts';
import { createShortCookie, type Settable } from './short-cookie.ts';

/**
 * The cookie that ties a login code to the browser it was handed to: whoever makes somebody else's browser
 * open the address with a code of theirs would sign that person in as themselves (RFC 6749 section 10.12).
 */
export interface CodeCookie {
  /** Does nothing without a code. */
  give(set: Settable, code: string | null): void;
  /** Whether a browser shows a code that was not handed to it. A program has no cookies, and nobody to deceive. */
  isMissing(request: Request, code: string): boolean;
  /** Does nothing where there is none. */
  clear(set: Settable, request: Request, code: string): void;
}

/** As long as a code lives. */
const maxAgeSeconds = 60;

export function createCodeCookie(appUrl: string): CodeCookie {
  const name = 'anchor-code';
  const cookie = createShortCookie({ appUrl, name, sameSite: 'strict', maxAgeSeconds });
  return {
    give: (set, code) => {
      if (code !== null) cookie.give(set, code, markOf(code));
    },
    isMissing: (request, code) =>
      isBrowser(request) && !sameSecret(cookie.read(request, code) ?? '', markOf(code)),
    clear: (set, request, code) => {
      if (cookie.read(request, code) !== null) cookie.clear(set, code);
    },
  };
}

/** Made of the code, so that nothing has to be stored; the code cannot be made of it. */
function markOf(code: string): string {
  return base64url.encode(sha256(`the browser of ${code}`), { includePadding: false });
}

/** Every browser sends one of these with a POST, and no page can keep it from doing so. */
function isBrowser({ headers }: Request): boolean {
  return headers.has('origin') || headers.has('sec-fetch-site');
}
