import type { Config } from './config/config.ts';
import { deriveKey } from './core/tokens.ts';
import { takeInstanceLock } from './db/instance-lock.ts';
import { migrate, needsMigration } from './db/migrate.ts';
import { type Database, openDatabase } from './db/open.ts';
import { explainStorageError, isMissingOrEmpty, lostDatabase } from './db/storage-errors.ts';
import { Account } from './features/account/service.ts';
import { Accounts } from './features/accounts/service.ts';
import { Admin } from './features/admin/service.ts';
import { ApiTokens } from './features/api-tokens/service.ts';
import { type Audit, createAudit } from './features/audit/service.ts';
import { Connections } from './features/connections/service.ts';
import { Credentials } from './features/credentials/service.ts';
import { Exchange } from './features/exchange/service.ts';
import { Flows } from './features/flows/service.ts';
import { Housekeeping } from './features/housekeeping/service.ts';
import { Identity } from './features/identity/service.ts';
import { ProfileImages } from './features/images/service.ts';
import { Links } from './features/links/service.ts';
import { Local } from './features/local/service.ts';
import { OAuth } from './features/oauth/service.ts';
import { Oidc } from './features/oidc/service.ts';
import { ProviderPictures } from './features/provider-pictures/service.ts';
import { ProviderSettings } from './features/provider-settings/service.ts';
import { Refresh } from './features/refresh/service.ts';
import { Sessions } from './features/sessions/service.ts';
import { createSettings, isBootstrapped, type Settings } from './features/settings/service.ts';
import { createUsers, type UserRow, type Users } from './features/users/service.ts';
import { type AccessTokens, createAccessTokens } from './io/access-tokens.ts';
import { createCommonPasswords } from './io/common-passwords.ts';
import { type DataDir, openDataDir } from './io/data-dir.ts';
import type { Log } from './io/log.ts';
import { openImageStore } from './io/image-store.ts';
import { createImages } from './io/images.ts';
import { refuseDuringRestore, settleRestore } from './io/instance-swap.ts';
import { createOutbound } from './io/outbound.ts';
import { createPasswords, type Passwords } from './io/passwords.ts';
import { createRemotePictures } from './io/remote-pictures.ts';
import { createRateLimits, type RateLimits } from './io/rate-limits.ts';

/** Everything the server is made of, built once, bottom to top. */
export interface Services {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly dataDir: DataDir;
  readonly passwords: Passwords;
  readonly limits: RateLimits;
  readonly audit: Audit;
  readonly settings: Settings;
  readonly connections: Connections;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly refresh: Refresh;
  readonly apiTokens: ApiTokens;
  readonly local: Local;
  readonly account: Account;
  readonly accounts: Accounts;
  readonly admin: Admin;
  readonly images: ProfileImages;
  readonly identity: Identity;
  readonly links: Links;
  readonly exchange: Exchange;
  readonly pictures: ProviderPictures;
  readonly oidc: Oidc;
  readonly oauth: OAuth;
  readonly providerSettings: ProviderSettings;
  readonly housekeeping: Housekeeping;
  /** Takes everything down in the reverse order, also when a part of it fails; nothing acknowledged is lost. */
  close(): Promise<void>;
}

/** A command that runs beside a server leaves the lock to it. */
type Tenancy = 'server' | 'visitor';

interface BuildOptions {
  readonly config: Config;
  readonly log: Log;
  readonly tenancy?: Tenancy;
  /** How hashing is done, where not as usual. */
  readonly hashing?: Parameters<typeof createPasswords>[0];
}

/** Builds the house. Throws StartupError when the data directory, database or secret is not fit for use. */
export async function createServices(options: BuildOptions): Promise<Services> {
  await using unfinished = new AsyncDisposableStack();
  const built = await build(options, unfinished);
  const closers = unfinished.move();
  return { ...built, close: () => closers.disposeAsync() };
}

async function build(
  { config, log, tenancy = 'server', hashing = {} }: BuildOptions,
  closers: AsyncDisposableStack,
): Promise<Omit<Services, 'close'>> {
  const { dataDir, database, secret } = await openInstance({ config, tenancy, closers });
  const passwords = createPasswords(hashing);
  closers.defer(() => passwords.close());
  const limits = createRateLimits(config.server.rateLimit);
  const settingsKey = deriveKey(secret, 'settings at rest');
  const settings = createSettings(config, settingsKey);
  const connections = new Connections({ config, database, settingsKey });
  const ground = { config, log, database, dataDir, passwords, limits, settings, connections };
  const people = buildPeople({ ...ground, secret });
  const federation = buildFederation({ ...ground, ...people });
  closers.defer(() => federation.pictures.settle());
  if (tenancy === 'server') await people.images.sweep();
  const auditRetentionDays = config.audit.retentionDays;
  const housekeeping = new Housekeeping({ database, log, auditRetentionDays });
  closers.defer(() => housekeeping.close());
  return { ...ground, ...people, ...federation, housekeeping };
}

type Ground = Pick<
  Services,
  'config' | 'log' | 'database' | 'dataDir' | 'passwords' | 'limits' | 'settings' | 'connections'
>;

function buildPeople({ secret, ...ground }: Ground & { readonly secret: string }) {
  const { config, log, database, dataDir } = ground;
  const audit = createAudit(log, database);
  const users = createUsers();
  const credentials = new Credentials({ ...ground, commonPasswords: createCommonPasswords() });
  const accessTokens = accessTokensOf(config, secret);
  const shared = { ...ground, ...config.tokens, audit, users, credentials };
  const sessions = new Sessions({ ...shared, accessTokens });
  const refreshKey = deriveKey(secret, 'refresh token successors');
  const refresh = new Refresh({ ...shared, sessions, refreshKey });
  const apiTokens = new ApiTokens({
    ...shared,
    sessions,
    key: deriveKey(secret, 'API tokens at rest'),
  });
  const onFirstUser = firstUserMark(ground);
  const { setupToken } = config.policy;
  const local = new Local({ ...shared, sessions, setupToken, onFirstUser });
  const account = new Account({ ...shared, sessions });
  const store = openImageStore(dataDir.pictures);
  const images = new ProfileImages({ ...shared, sessions, images: createImages(), store });
  const onRemoved = (user: UserRow) => images.forget(user);
  const accounts = new Accounts({ ...shared, sessions, apiTokens, onFirstUser, onRemoved });
  const admin = new Admin({ ...shared, sessions });
  return { audit, users, sessions, refresh, apiTokens, local, account, accounts, admin, images };
}

/** Signing in somewhere else. */
function buildFederation(ground: Ground & ReturnType<typeof buildPeople>) {
  const { config, log } = ground;
  const { appUrl } = config.server;
  const outbound = createOutbound();
  const identity = new Identity({ ...ground, onFirstUser: firstUserMark(ground) });
  const links = new Links(ground);
  const exchange = new Exchange(ground);
  const remotePictures = createRemotePictures({ outbound, ...config.avatars, log });
  const pictures = new ProviderPictures({ ...ground, remotePictures });
  const flows = new Flows({ ...ground, identity, links, exchange, pictures, appUrl });
  const oidc = new Oidc({ ...ground, flows, outbound, appUrl });
  const oauth = new OAuth({ ...ground, flows, links, oidc, outbound, appUrl });
  const allowHttp = config.oidc.allowHttp ?? false;
  const providerSettings = new ProviderSettings({ ...ground, oidc, oauth, allowHttp });
  return { identity, links, exchange, pictures, oidc, oauth, providerSettings };
}

/** The user is on disk when this runs: a disk without room for the mark as well must not deny that. */
function firstUserMark({ dataDir, log }: Pick<Services, 'dataDir' | 'log'>): () => void {
  return () => {
    try {
      dataDir.markInitialized();
    } catch (error) {
      log.warn('The mark that there are users could not be written; the next start does it', {
        error,
      });
    }
  };
}

function accessTokensOf({ tokens, server }: Config, secret: string): AccessTokens {
  return createAccessTokens({
    secret: tokens.jwtSecret ?? secret,
    previousSecret: tokens.jwtSecretPrevious,
    issuer: server.appUrl,
    ttlSeconds: tokens.accessTtlSeconds,
  });
}

interface Instance {
  readonly dataDir: DataDir;
  readonly database: Database;
  readonly secret: string;
}

async function openInstance(options: {
  readonly config: Config;
  readonly tenancy: Tenancy;
  readonly closers: AsyncDisposableStack;
}): Promise<Instance> {
  const { config, tenancy, closers } = options;
  const dataDir = openDataDir(config.storage.dataDir);
  if (tenancy === 'server') {
    closers.defer(takeInstanceLock(dataDir.lockFile));
    settleRestore(config.storage);
  } else refuseDuringRestore(config.storage);
  const file = config.storage.databaseFile;
  if (dataDir.isInitialized() && isMissingOrEmpty(file)) throw lostDatabase(file);
  const database = openDatabase(file);
  closers.defer(() => database.close());
  const hadUsers = await bringUpToDate(database, dataDir, tenancy)
    .then(() => isBootstrapped(database.read))
    .catch((error: unknown) => {
      throw explainStorageError(error, file);
    });
  if (dataDir.isInitialized() && !hadUsers) throw lostDatabase(file);
  if (hadUsers) dataDir.markInitialized();
  return { dataDir, database, secret: dataDir.secretKey(!hadUsers) };
}

/** Only one process may change the schema, so a visitor takes the lock for that moment. */
async function bringUpToDate(
  database: Database,
  dataDir: DataDir,
  tenancy: Tenancy,
): Promise<void> {
  const isCurrent = tenancy === 'visitor' && !(await needsMigration(database.migrations));
  if (isCurrent) return;
  const release = tenancy === 'visitor' ? takeInstanceLock(dataDir.lockFile) : () => undefined;
  try {
    await migrate(database.migrations);
  } finally {
    release();
  }
}
