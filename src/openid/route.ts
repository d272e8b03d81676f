/** Where a call to a provider goes, with the headers that belong to that way. */
interface Way {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Finds the way of a call by the URL that the provider's documents name. */
export type Route = (url: string) => Way;

/** Calls go where the documents say. */
export const directRoute: Route = (url) => ({ url, headers: {} });

/**
 * Calls to the issuer's origin go to `internalUrl`, for networks in which this server cannot reach the public
 * address. The headers are those of a reverse proxy, so that a provider which makes its addresses from the request
 * makes the public ones. Other origins are called directly.
 */
export function createRoute(issuer: string, internalUrl: string | null): Route {
  const published = URL.parse(issuer);
  if (internalUrl === null || published === null) return directRoute;
  const headers = {
    'x-forwarded-host': published.host,
    'x-forwarded-proto': published.protocol.slice(0, -1),
  };
  return (url) => {
    const moved = moveOrigin(url, { from: issuer, to: internalUrl });
    return moved === null ? { url, headers: {} } : { url: moved, headers };
  };
}

/** A URL of the origin `from` at the origin `to`; null when it has another origin. */
export function moveOrigin(
  url: string,
  { from, to }: { readonly from: string; readonly to: string },
): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.origin !== URL.parse(from)?.origin) return null;
  // Joined as text, because a path that begins with two slashes would be read as another host.
  return new URL(to).origin + parsed.pathname + parsed.search;
}
