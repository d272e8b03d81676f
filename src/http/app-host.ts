/** The address at APP_URL's host to send a browser on to; null when it is right where it asks. */
export type AppHost = (request: Request) => string | null;

/** Added to an address that a browser is sent on to, so that it is sent on at most once. */
const marker = 'sent_on';

/**
 * Where to begin a sign-in instead, when a browser asks for it under another host than APP_URL's: its cookies
 * would be missing at the callback. Null when it is there already, or was sent on before (behind a proxy
 * that rewrites `Host` it never looks as if it were). The `Host` header is compared, and nothing is made of it.
 */
export function createAppHost(appUrl: string): AppHost {
  const { host, protocol, origin } = new URL(appUrl);
  return ({ url, headers }) => {
    const asked = headers.get('host');
    if (asked === null || URL.parse(`${protocol}//${asked}`)?.host === host) return null;
    const { pathname, searchParams } = new URL(url);
    if (searchParams.has(marker)) return null;
    searchParams.set(marker, '1');
    const there = new URL(origin);
    there.pathname = pathname;
    there.search = searchParams.toString();
    return there.href;
  };
}
