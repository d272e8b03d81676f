import { base64url, sameSecret, sha256 } from '../core/tokens.ts';
import { createShortCookie, isBrowser, type Settable } from './short-cookie.ts';

/**
 * Who sends a login code: the browser that received it, another browser, or a program, which has no cookies and
 * cannot be tricked into a visit.
 */
export type CodeHolder = 'own_browser' | 'other_browser' | 'program';

/**
 * The cookie that binds a login code to the browser that received it. Otherwise an attacker could make another
 * user's browser open an address with the attacker's code, and sign that user in to the attacker's account (RFC
 * 6749 section 10.12).
 */
export interface CodeCookie {
  /** Does nothing without a code. */
  give(set: Settable, code: string | null): void;
  holderOf(request: Request, code: string): CodeHolder;
  /**
   * After the exchange of the code: deletes its cookie and leaves a mark in the browser, which may then open the
   * same address again (Back, a restored tab) without harm. Does nothing without the cookie.
   */
  use(set: Settable, request: Request, code: string): void;
}

/** The lifetime of a login code, in seconds. */
const maxAgeSeconds = 60;
/** Longer than used codes are stored: a day, and an hour until cleanup; in seconds. */
const usedSeconds = 26 * 60 * 60;
/** One cookie holds the newest marks, so that many sign-ins in a day do not fill the request headers. */
const maxMarks = 10;
const usedMarkLength = 16;
const usedKey = 'used';

/** Makes the cookie for the site at `appUrl`. */
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

/** Derived from the code, so that nothing is stored; the code cannot be derived from it. */
function markOf(code: string): string {
  return base64url.encode(sha256(`the browser of ${code}`), { includePadding: false });
}

function usedMarkOf(code: string): string {
  return markOf(code).slice(0, usedMarkLength);
}
