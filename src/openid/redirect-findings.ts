import { isLoopbackHost } from '../core/network.ts';
import { type DoctorSettings, type Finding, finding } from './findings.ts';
import type { Metadata } from './metadata.ts';
import { type ProviderKind, providerKindOf } from './provider-kind.ts';
import { providerNames } from './provider-names.ts';

/** Services that take redirect addresses on https only, except on loopback. */
const httpsOnly: ReadonlySet<ProviderKind> = new Set(['apple', 'entra', 'google']);

/** Which redirect URIs to register, and whether a browser can reach the first. */
export function redirectFinding(
  { issuer }: DoctorSettings,
  {
    redirectUris,
    openedAt = null,
  }: { readonly redirectUris: readonly [string, ...string[]]; readonly openedAt?: string | null },
): Finding {
  const own = URL.parse(redirectUris[0]);
  const kind = providerKindOf({ issuer, authorizationEndpoint: '', tokenEndpoint: '' });
  if (own?.protocol === 'http:' && !isLoopbackHost(own.hostname) && httpsOnly.has(kind)) {
    return finding('redirect', 'failed', {
      code: 'redirects_over_http',
      params: { uris: [redirectUris[0]], provider: providerNames[kind] },
      cure: 'set_https_app_url',
    });
  }
  const elsewhere = [issuer, openedAt ?? issuer].some((url) => !isOnThisMachine(url));
  if (own === null || !isLoopbackHost(own.hostname) || !elsewhere) {
    const params = { uris: redirectUris };
    // Whether they are registered shows only at a sign-in.
    return finding('redirect', 'skipped', { code: 'redirects_to_register', params });
  }
  return finding('redirect', 'warning', {
    code: 'redirects_to_local_app_url',
    params: { uris: redirectUris, origin: own.origin },
    cure: 'set_app_url',
  });
}

function isOnThisMachine(url: string): boolean {
  return isLoopbackHost(URL.parse(url)?.hostname ?? '');
}

/** The https addresses that hand an answer on to apps; null when no scheme of an app is allowed. */
export function bridgeFinding(uris: readonly string[]): Finding | null {
  if (uris.length === 0) return null;
  return finding('bridge', 'skipped', { code: 'apps_bridge', params: { uris } });
}

/** Warns of an authorization endpoint under a name that browsers elsewhere do not know; null when it has none. */
export function browsersFinding({
  authorizationEndpoint,
}: Pick<Metadata, 'authorizationEndpoint'>): Finding | null {
  const { hostname, origin } = new URL(authorizationEndpoint);
  const isKnown = isLoopbackHost(hostname) || hostname.startsWith('[') || hostname.includes('.');
  if (isKnown && !/\.(?:internal|svc|cluster\.local)$/.test(hostname)) return null;
  const found = { code: 'browsers_cannot_open', params: { origin } } as const;
  return finding('browsers', 'warning', { ...found, cure: 'set_public_issuer' });
}
