import { sha256 } from '../core/tokens.ts';

/** The headers of an answer that a cookie is set in. */
export interface Settable {
  readonly headers: { 'set-cookie'?: string | string[] };
}

interface ShortCookieOptions {
  readonly appUrl: string;
  readonly name: string;
  readonly sameSite: 'lax' | 'strict';
  readonly maxAgeSeconds: number;
}

interface GivenCookie {
  readonly key: string;
  readonly value: string;
  readonly seconds?: number;
}

/**
 * A cookie for a short time of one sign-in. Its name contains a key, so that tabs do not overwrite each other's
 * cookie.
 */
export interface ShortCookie {
  /** Sets the cookie for `maxAgeSeconds`, unless the cookie has its own time. */
  give(set: Settable, cookie: GivenCookie): void;
  /** The value that the browser sent; null when it sent none. */
  read(request: Request, key: string): string | null;
  clear(set: Settable, key: string): void;
}

/** Over https the name's prefix keeps other hosts of the domain from setting it (RFC 6265bis section 4.1.3.2). */
export function createShortCookie({
  appUrl,
  name,
  sameSite,
  maxAgeSeconds,
}: ShortCookieOptions): ShortCookie {
  const secure = appUrl.startsWith('https:');
  const nameOf = (key: string) => {
    const tail = sha256(key).toHex().slice(0, 12);
    return `${secure ? '__Host-' : ''}${name}-${tail}`;
  };
  const write = (set: Settable, cookie: { name: string; value: string; maxAge: number }) => {
    const fixed = { path: '/', httpOnly: true, sameSite, secure } as const;
    const line = new Bun.Cookie({ ...cookie, ...fixed }).serialize();
    set.headers['set-cookie'] = [set.headers['set-cookie'] ?? [], line].flat();
  };
  return {
    give: (set, { key, value, seconds = maxAgeSeconds }) =>
      write(set, { name: nameOf(key), value, maxAge: seconds }),
    read: (request, key) => new Bun.CookieMap(request.headers.get('cookie') ?? '').get(nameOf(key)),
    clear: (set, key) => write(set, { name: nameOf(key), value: '', maxAge: 0 }),
  };
}

/** Every browser sends one of these headers with a POST, and no page can prevent it. */
export function isBrowser({ headers }: Request): boolean {
  return headers.has('origin') || headers.has('sec-fetch-site');
}
