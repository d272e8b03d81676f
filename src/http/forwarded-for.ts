import { canonicalAddress, type Cidr, containsAddress } from '../core/network.ts';

/**
 * The client that an X-Forwarded-For header names: the right-most entry that is not one of our own proxies,
 * because everything left of it was written by the client. Undefined when the header names none, null when
 * what stands there is no address.
 */
export function forwardedClient(
  header: string,
  trustedProxies: readonly Cidr[],
): string | null | undefined {
  const hops = header.split(',').map((entry) => entry.trim());
  // Empty entries of a list say nothing (RFC 9110 section 5.6.1).
  const addresses = hops.filter((entry) => entry !== '').map((entry) => addressOf(entry));
  return addresses.findLast(
    (address) => address === null || !containsAddress(trustedProxies, address),
  );
}

/** Some proxies add the port, brackets or quotation marks, as the header Forwarded has them (RFC 7239 section 6). */
function addressOf(entry: string): string | null {
  const bare = /^"(.*)"$/.exec(entry)?.[1] ?? entry;
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(bare)?.[1];
  if (bracketed !== undefined) return bracketed.includes(':') ? canonicalAddress(bracketed) : null;
  // More than one colon is an IPv6 address, whose last part must not be taken for a port.
  const withoutPort = /^([^:]+):\d{1,5}$/.exec(bare)?.[1] ?? bare;
  return canonicalAddress(withoutPort);
}
