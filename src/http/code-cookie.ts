import { base64url, sameSecret, sha256 } from '../core/tokens.ts';
import { createShortCookie, type Settable } from './short-cookie.ts';

/**
 * Who shows a login code: the browser it was handed to, another browser, or a program, which has no cookies
 * and nobody to deceive.
 */
export type CodeHolder = 'own_browser' | 'other_browser' | 'program';

/**
 * The cookie that ties a login code to the browser it was handed to: whoever makes somebody else's browser
 * open the address with a code of theirs would sign that person in as themselves (RFC 6749 section 10.12).
 */
export interface CodeCookie {
  /** Does nothing without a code. */
  give(set: Settable, code: string | null): void;
  holderOf(request: Request, code: string): CodeHolder;
  /**
   * Once the code was traded: its cookie goes, and the browser keeps a mark of it, so that it can show the
   * same address again (Back, a restored tab) without harm. Does nothing where there is no cookie.
   */
  use(set: Settable, request: Request, code: string): void;
}

/** As long as a code lives. */
const maxAgeSeconds = 60;
/** Longer than a used code is remembered: a day, and the hour until it is tidied away. */
const usedSeconds = 26 * 60 * 60;
/** One cookie holds the newest marks, so that sign-ins of a day do not fill the request headers. */
const maxMarks = 10;
const usedMarkLength = 16;
const usedKey = 'used';

export function createCodeCookie(appUrl: string): CodeCookie {
  const name = 'anchor-code';
  const cookie = createShortCookie({ appUrl, name, sameSite: 'strict', maxAgeSeconds });
  const usedMarks = (request: Request) =>
    (cookie.read(request, usedKey) ?? '').split('.').filter((mark) => mark !== '');
  return {
    give: (set, code) => {
      if (code !== null) cookie.give(set, { key: code, value: markOf(code) });
    },
    holderOf: (request, code) => {
      if (sameSecret(cookie.read(request, code) ?? '', markOf(code))) return 'own_browser';
      if (usedMarks(request).some((mark) => sameSecret(mark, usedMarkOf(code))))
        return 'own_browser';
      return isBrowser(request) ? 'other_browser' : 'program';
    },
    use: (set, request, code) => {
      if (cookie.read(request, code) === null) return;
      cookie.clear(set, code);
      const marks = [usedMarkOf(code), ...usedMarks(request)].slice(0, maxMarks);
      cookie.give(set, { key: usedKey, value: marks.join('.'), seconds: usedSeconds });
    },
  };
}

/** Made of the code, so that nothing has to be stored; the code cannot be made of it. */
function markOf(code: string): string {
  return base64url.encode(sha256(`the browser of ${code}`), { includePadding: false });
}

function usedMarkOf(code: string): string {
  return markOf(code).slice(0, usedMarkLength);
}

/** Every browser sends one of these with a POST, and no page can keep it from doing so. */
function isBrowser({ headers }: Request): boolean {
  return headers.has('origin') || headers.has('sec-fetch-site');
}
