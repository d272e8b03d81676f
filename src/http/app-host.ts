/** The same address at the host of APP_URL, to redirect a browser to; null when no redirect is needed. */
export type AppHost = (request: Request) => string | null;

/** The query parameter that marks a redirect, so that it happens at most once. */
const marker = 'sent_on';

/**
 * Redirects a browser that starts a sign-in under another host than that of APP_URL, because the cookies of the
 * sign-in would be missing at the callback. Null on the right host, or after one redirect (a proxy that rewrites
 * `Host` would make it endless). The `Host` header is only compared, never used in the address.
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
