import {
  areaReader,
  canonicalAddress,
  type Cidr,
  containsAddress,
  networkKey,
} from '../core/network.ts';
import type { ClientInfo } from '../core/client-info.ts';
import type { Log } from '../io/log.ts';
import { apiTokenOf } from './api-token-note.ts';
import { forwardedClient } from './forwarded-for.ts';
import { requestIdOf } from './request-id.ts';

/** Gives the address of the connected peer. */
export interface PeerSource {
  requestIP(request: Request): { readonly address: string } | null;
}

/** Reads the client of a request; the first address for a request is kept. */
export type ReadClient = (context: {
  readonly request: Request;
  readonly server: PeerSource | null;
}) => ClientInfo;

const maxUserAgentLength = 256;
// The same few connections send many requests, and parsing an address costs more than a lookup.
const maxRecent = 1024;
const maxRouteLength = 200;

type Place = Pick<ClientInfo, 'ip' | 'network' | 'area'>;

interface OriginReaderOptions {
  readonly trustedProxies: readonly Cidr[];
  readonly log: Log;
}

/**
 * Forwarding headers are trusted only from a peer that the operator listed. A peer with a private address that is
 * not listed is probably a proxy: all such peers share one key with wide limits.
 */
export function createClientReader({ trustedProxies, log }: OriginReaderOptions): ReadClient {
  const placeAt = rememberPlaces(trustedProxies, warnOnce(log));
  // Stored, because the server loses the address of a client that disconnects while its body is awaited.
  const origins = new WeakMap<Request, ClientInfo>();
  const read: ReadClient = ({ request, server }) => {
    const peer = server?.requestIP(request)?.address ?? '';
    const forwarded =
      trustedProxies.length === 0 ? '' : (request.headers.get('x-forwarded-for') ?? '');
    const place = placeAt(peer, forwarded);
    const origin = { ...place, userAgent: userAgentOf(request), requestId: requestIdOf(request) };
    origins.set(request, origin);
    return origin;
  };
  return ({ request, server }) => {
    const origin = origins.get(request) ?? read({ request, server });
    // Known only after the guard, which itself reads the client.
    const apiToken = apiTokenOf(request);
    return apiToken === undefined ? origin : { ...origin, apiToken };
  };
}

// A client that disconnects before its request is read has no address. All such clients share one key, because a
// request without an address must still count.
const unknown: Place = { ip: null, network: 'unknown', area: null };
const probablyProxy = { network: 'near', area: null } as const;

function userAgentOf(request: Request): string | null {
  // An empty header counts as missing, so that two clients do not look alike.
  return request.headers.get('user-agent')?.slice(0, maxUserAgentLength) || null;
}

/** Names the misconfigured proxy once, not for each request, and never what it sent. */
function warnOnce(log: Log): (peer: string) => void {
  let hasWarned = false;
  return (peer) => {
    if (hasWarned) return;
    hasWarned = true;
    log.warn(
      'A proxy of TRUSTED_PROXIES names a client in X-Forwarded-For that is no address: such clients share one limit',
      { ip: peer },
    );
  };
}

type Warn = (peer: string) => void;

function rememberPlaces(trustedProxies: readonly Cidr[], warn: Warn) {
  const recent = new Map<string, Place>();
  return (peer: string, forwarded: string): Place => {
    const route = `${forwarded},${peer}`;
    const known = recent.get(route);
    if (known !== undefined) return known;
    const ip = peer === '' ? null : clientAddress(peer, forwarded, { trustedProxies, warn });
    const place = placeOf(ip, trustedProxies);
    if (recent.size >= maxRecent) recent.clear();
    if (route.length <= maxRouteLength) recent.set(route, place);
    return place;
  };
}

function placeOf(ip: string | null, trustedProxies: readonly Cidr[]): Place {
  const network = ip === null ? null : networkKey(ip);
  if (ip === null || network === null) return unknown;
  const area = areaReader(trustedProxies)(ip);
  return area === null ? { ip, ...probablyProxy } : { ip, network, area };
}

/** Null when it is unknown: an unreadable address from a trusted proxy is not replaced by that of the proxy. */
function clientAddress(
  peer: string,
  forwarded: string,
  { trustedProxies, warn }: { readonly trustedProxies: readonly Cidr[]; readonly warn: Warn },
): string | null {
  if (!containsAddress(trustedProxies, peer)) return canonicalAddress(peer);
  const client = forwardedClient(forwarded, trustedProxies);
  if (client === null) warn(peer);
  return client === undefined ? canonicalAddress(peer) : client;
}
