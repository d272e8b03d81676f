import type { Config } from '../config/config.ts';
import { canonicalAddress, isPrivateOrLoopback } from '../core/network.ts';
import { isOnThisMachine } from '../core/postgres-address.ts';
import { settleTls } from '../db/postgres/pool.ts';
import { durabilityWarnings, readServerFacts } from '../db/postgres/server-facts.ts';
import { isNetworkFileSystem } from '../db/sqlite/open.ts';
import { otherAppUrls } from '../features/maintenance/instances/service.ts';
import type { Services } from '../services.ts';
import { mailWarnings } from './mail-warnings.ts';
import { unfinishedProviders } from './unfinished-providers.ts';

/** Warnings about settings that are allowed but probably not intended. */
export async function startWarnings({
  config,
  connections,
  database,
  dataDir,
  mailSettings,
  settings,
}: Services): Promise<readonly string[]> {
  const { server, storage } = config;
  const warnings: string[] = [];
  if (dataDir.isOpenToOthers()) {
    warnings.push(`Other users of this machine can read ${storage.dataDir}: chmod 700 closes it`);
  }
  warnings.push(...(await storageWarnings(storage, database)));
  warnings.push(...(await otherAppUrls(database.read, server.appUrl)));
  if (server.rateLimit && server.trustedProxies.length === 0 && mayBeBehindProxy(server.host)) {
    warnings.push(
      'TRUSTED_PROXIES is not set: all requests from private addresses share one wide limit, because one proxy may send them. Name the proxy, or 127.0.0.1 when there is none, and each address counts for itself',
    );
  }
  const internal = await connections.disableInternalAuth();
  if (internal.value && !(await connections.isLocalAuthDisabled())) {
    const name = internal.isLocked ? 'DISABLE_INTERNAL_AUTH' : 'The setting disableInternalAuth';
    warnings.push(`${name} is ignored: no identity provider is enabled and configured`);
  }
  warnings.push(...(await unfinishedProviders(connections)));
  warnings.push(...mailWarnings(await mailSettings.state(database.read)));
  for (const key of await settings.unreadable(database.read)) {
    warnings.push(
      `The stored setting ${key} has a value that this version does not know, so the strictest one counts: set it again in the panel`,
    );
  }
  return warnings;
}

async function storageWarnings(
  storage: Config['storage'],
  { read }: Services['database'],
): Promise<readonly string[]> {
  if (storage.kind === 'sqlite') {
    return isNetworkFileSystem(storage.databaseFile)
      ? [
          'The database is on a network file system: slower, and safe only while one machine uses it',
        ]
      : [];
  }
  const { address } = storage;
  const isOpen = !isOnThisMachine(address.host) && (await settleTls(address)).sslMode === 'disable';
  return [
    ...(isOpen
      ? [
          `The connection to the PostgreSQL server ${address.host} is not encrypted: sslmode=verify-full in DATABASE_URL encrypts it and checks who answers`,
        ]
      : []),
    ...durabilityWarnings(await readServerFacts(read)),
  ];
}

/** How an empty server, which people open at `url`, gets its administrator; null once there was a user. */
export async function firstUserNotice(
  { local, connections }: Pick<Services, 'local' | 'connections'>,
  url: string,
): Promise<string | null> {
  const { needsFirstUser, setupTokenRequired } = await local.registrationMode();
  if (!needsFirstUser) return null;
  if (await connections.isLocalAuthDisabled()) {
    // No provider can carry the token, and no password is taken.
    return setupTokenRequired
      ? 'There is no account yet: create the administrator with "anchor-auth user create"'
      : `Open ${url}/login: the first person to sign in becomes the administrator`;
  }
  const token = setupTokenRequired ? ' with the SETUP_TOKEN' : '';
  return `Open ${url}/register to create the administrator account${token}`;
}

/** Why access tokens are still signed as before an upgrade; null when the operator chose it, or nothing is to choose. */
export function tokenAlgorithmNotice({
  config,
  algorithm,
}: Pick<Services, 'config' | 'algorithm'>): string | null {
  const { algorithm: chosen, jwtSecret } = config.tokens;
  if (algorithm === 'ES256' || chosen !== null || jwtSecret !== null) return null;
  return 'Access tokens are signed with HS256, as before the upgrade, because other programs may verify them with the secret. ACCESS_TOKEN_ALG=ES256 signs them with keys of which others need only the public half; ACCESS_TOKEN_ALG=HS256 keeps it so without this line';
}

/** Only a server that listens on one public address never has a private peer. */
function mayBeBehindProxy(host: string): boolean {
  const address = canonicalAddress(host);
  const isEverywhere = address === '0.0.0.0' || address === '::';
  return address === null || isEverywhere || isPrivateOrLoopback(address);
}

/** A warning that only the identity provider can confirm; null when there is none. Never throws. */
export async function mobileWarning({ unprovenTokens }: Services): Promise<string | null> {
  const areAccepted = await unprovenTokens.areAccepted().catch(() => false);
  return areAccepted
    ? 'The OpenID provider gives apps opaque access tokens that this server cannot prove to be meant for it: OIDC_MOBILE_AUDIENCE_CHECK=strict refuses them'
    : null;
}
