import {
  areaReader,
  canonicalAddress,
  type Cidr,
  containsAddress,
  networkKey,
} from '../core/network.ts';
import type { Origin } from '../core/origin.ts';
import { requestIdOf } from './request-id.ts';

interface PeerSource {
  requestIP(request: Request): { readonly address: string } | null;
}

/** Where the request comes from. */
export type ReadOrigin = (context: {
  readonly request: Request;
  readonly server: PeerSource | null;
}) => Origin;

const maxUserAgentLength = 256;
// The same few connections ask again and again, and reading an address costs more than finding it.
const maxRecent = 1024;
const maxRouteLength = 200;

type Place = Pick<Origin, 'ip' | 'network' | 'area'>;

/**
 * Forwarding headers are believed only from a peer that the operator named. A peer on a private address that
 * was not named is probably a proxy: all such peers count under one shared key with wide limits.
 */
export function createOriginReader(trustedProxies: readonly Cidr[]): ReadOrigin {
  const placeAt = rememberPlaces(trustedProxies);
  return ({ request, server }) => {
    const peer = server?.requestIP(request)?.address ?? '';
    const forwarded =
      trustedProxies.length === 0 ? '' : (request.headers.get('x-forwarded-for') ?? '');
    const place = placeAt(peer, forwarded);
    return { ...place, userAgent: userAgentOf(request), requestId: requestIdOf(request) };
  };
}

// A client that leaves before its request is read has no address any more. All of them share one key:
// a request without an address must not be a request without a limit.
const unknown: Place = { ip: null, network: 'unknown', area: null };
const probablyProxy = { network: 'near', area: null } as const;

function userAgentOf(request: Request): string | null {
  // An empty one is none: it must not make two clients alike.
  return request.headers.get('user-agent')?.slice(0, maxUserAgentLength) || null;
}

function rememberPlaces(trustedProxies: readonly Cidr[]) {
  const recent = new Map<string, Place>();
  return (peer: string, forwarded: string): Place => {
    const route = `${forwarded},${peer}`;
    const known = recent.get(route);
    if (known !== undefined) return known;
    const place = placeOf(peer, forwarded, trustedProxies);
    if (recent.size >= maxRecent) recent.clear();
    if (route.length <= maxRouteLength) recent.set(route, place);
    return place;
  };
}

function placeOf(peer: string, forwarded: string, trustedProxies: readonly Cidr[]): Place {
  const ip = peer === '' ? null : clientAddress(peer, forwarded, trustedProxies);
  const network = ip === null ? null : networkKey(ip);
  if (ip === null || network === null) return unknown;
  const area = areaReader(trustedProxies)(ip);
  return area === null ? { ip, ...probablyProxy } : { ip, network, area };
}

/** The right-most hop that is not one of our own proxies: everything left of it was written by the client. */
function clientAddress(
  peer: string,
  forwarded: string,
  trustedProxies: readonly Cidr[],
): string | null {
  if (!containsAddress(trustedProxies, peer)) return canonicalAddress(peer);
  const hops = forwarded.split(',').map((hop) => hop.trim());
  const client = hops.findLast((hop) => !containsAddress(trustedProxies, hop));
  return canonicalAddress(client ?? '') ?? canonicalAddress(peer);
}
