import {
  canonicalAddress,
  type Cidr,
  containsAddress,
  isPrivateOrLoopback,
  networkKey,
} from '../core/network.ts';
import type { Origin } from '../core/origin.ts';

interface PeerSource {
  requestIP(request: Request): { readonly address: string } | null;
}

/** Where the request comes from. */
export type ReadOrigin = (context: {
  readonly request: Request;
  readonly server: PeerSource | null;
}) => Origin;

const maxUserAgentLength = 256;

/**
 * Forwarding headers are believed only from a peer that the operator named. A near peer that nobody
 * named is probably a proxy: limiting its address would lock out everybody behind it.
 */
export function createOriginReader(trustedProxies: readonly Cidr[]): ReadOrigin {
  return ({ request, server }) => {
    const peer = server?.requestIP(request)?.address ?? null;
    const ip = peer === null ? null : clientAddress(peer, request, trustedProxies);
    const mayBeProxy = ip === null || (trustedProxies.length === 0 && isPrivateOrLoopback(ip));
    return {
      ip,
      network: mayBeProxy ? null : networkKey(ip),
      userAgent: request.headers.get('user-agent')?.slice(0, maxUserAgentLength) ?? null,
    };
  };
}

/** The right-most hop that is not one of our own proxies: everything left of it was written by the client. */
function clientAddress(
  peer: string,
  request: Request,
  trustedProxies: readonly Cidr[],
): string | null {
  if (!containsAddress(trustedProxies, peer)) return canonicalAddress(peer);
  const hops = (request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  const client = hops.findLast((hop) => !containsAddress(trustedProxies, hop));
  return canonicalAddress(client ?? '') ?? canonicalAddress(peer);
}
