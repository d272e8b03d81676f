import type { Config } from '../config/config.ts';
import { canonicalAddress, isPrivateOrLoopback } from '../core/network.ts';
import { isNetworkFileSystem } from '../db/open.ts';

/** What is allowed but probably not meant. */
export function startWarnings(config: Config, isOpenToOthers: boolean): readonly string[] {
  const { server, storage, policy, oidc } = config;
  const warnings: string[] = [];
  if (isOpenToOthers) {
    warnings.push(`Other users of this machine can read ${storage.dataDir}: chmod 700 closes it`);
  }
  if (isNetworkFileSystem(storage.databaseFile)) {
    warnings.push(
      'The database is on a network file system: slower, and safe only while one machine uses it',
    );
  }
  if (server.rateLimit && server.trustedProxies.length === 0 && mayBeBehindProxy(server.host)) {
    warnings.push(
      'TRUSTED_PROXIES is not set: requests from private addresses are not limited per network',
    );
  }
  const isProviderReady =
    oidc.enabled === true && oidc.issuerUrl !== null && oidc.clientId !== null;
  if (policy.disableInternalAuth === true && !isProviderReady) {
    warnings.push(
      'DISABLE_INTERNAL_AUTH is ignored: no identity provider is enabled and configured',
    );
  }
  return warnings;
}

/** Only a server that listens on a public address alone has no private peers. */
function mayBeBehindProxy(host: string): boolean {
  const address = canonicalAddress(host);
  const isEverywhere = address === '0.0.0.0' || address === '::';
  return address === null || isEverywhere || isPrivateOrLoopback(address);
}
