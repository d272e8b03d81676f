import { canonicalAddress, type Cidr, containsAddress } from '../core/network.ts';

/**
 * The client in an X-Forwarded-For header: the right-most entry that is not a trusted proxy, because the client can
 * write everything left of it. Undefined when the header has no entry, null when that entry is not an address.
 */
export function forwardedClient(
  header: string,
  trustedProxies: readonly Cidr[],
): string | null | undefined {
  const hops = header.split(',').map((entry) => entry.trim());
  // Empty list entries are ignored (RFC 9110 section 5.6.1).
  const addresses = hops.filter((entry) => entry !== '').map((entry) => addressOf(entry));
  return addresses.findLast(
    (address) => address === null || !containsAddress(trustedProxies, address),
  );
}

/** Some proxies add the port, brackets or quotation marks, as in the Forwarded header (RFC 7239 section 6). */
function addressOf(entry: string): string | null {
  const bare = /^"(.*)"$/.exec(entry)?.[1] ?? entry;
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(bare)?.[1];
  if (bracketed !== undefined) return bracketed.includes(':') ? canonicalAddress(bracketed) : null;
  // More than one colon means IPv6, whose last part must not be taken for a port.
  const withoutPort = /^([^:]+):\d{1,5}$/.exec(bare)?.[1] ?? bare;
  return canonicalAddress(withoutPort);
}
