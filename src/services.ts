import type { Config } from './config/config.ts';
import { areaReader } from './core/network.ts';
import { deriveKey } from './core/tokens.ts';
import type { Database } from './db/open.ts';
import { Account } from './features/account/service.ts';
import { Accounts } from './features/admin/users/service.ts';
import { Admin } from './features/admin/settings/service.ts';
import { ApiTokens } from './features/api-tokens/service.ts';
import { type Audit, createAudit } from './features/audit/service.ts';
import { Connections } from './features/providers/service.ts';
import { Credentials } from './features/passwords/service.ts';
import { LoginCodes } from './features/federation/login-codes/service.ts';
import { Flows } from './features/federation/sign-in/service.ts';
import { Housekeeping } from './features/maintenance/cleanup/service.ts';
import { Identity } from './features/federation/arrival/service.ts';
import { ProfileImages } from './features/account/picture/service.ts';
import { Links } from './features/federation/linking/service.ts';
import { Local } from './features/local-login/service.ts';
import { OAuth } from './features/federation/social/service.ts';
import { Oidc } from './features/federation/oidc/service.ts';
import { PasswordResets } from './features/admin/password-resets/service.ts';
import { ProviderDetails } from './features/federation/details/service.ts';
import { ProviderPictures } from './features/federation/picture/service.ts';
import { ProviderSettings } from './features/admin/providers/service.ts';
import { Reauthentication } from './features/sessions/reauthentication/service.ts';
import { Refresh } from './features/sessions/rotation/service.ts';
import { SessionStart } from './features/sessions/start/service.ts';
import { SessionList } from './features/sessions/list/service.ts';
import { Sessions } from './features/sessions/service.ts';
import { SignInFlows } from './features/federation/flow-store/service.ts';
import { SignInRefusals } from './features/federation/refusals/service.ts';
import { createSettings, type Settings } from './features/settings/service.ts';
import { createUsers, type Users } from './features/users/service.ts';
import { Waiting } from './features/admin/waiting/service.ts';
import { type AccessTokens, createAccessTokens } from './io/access-tokens.ts';
import { createCommonPasswords } from './io/common-passwords.ts';
import { firstUserMark, openInstance, type Tenancy } from './instance.ts';
import type { DataDir } from './io/data-dir.ts';
import type { Log } from './io/log.ts';
import { openImageStore } from './io/image-store.ts';
import { createImages } from './io/images.ts';
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
  readonly sessionList: SessionList;
  readonly sessionStart: SessionStart;
  readonly reauthentication: Reauthentication;
  readonly refresh: Refresh;
  readonly apiTokens: ApiTokens;
  readonly local: Local;
  readonly account: Account;
  readonly accounts: Accounts;
  readonly passwordResets: PasswordResets;
  readonly waiting: Waiting;
  readonly admin: Admin;
  readonly images: ProfileImages;
  readonly identity: Identity;
  readonly links: Links;
  readonly loginCodes: LoginCodes;
  readonly pictures: ProviderPictures;
  readonly oidc: Oidc;
  readonly oauth: OAuth;
  readonly providerSettings: ProviderSettings;
  readonly housekeeping: Housekeeping;
  /** Takes everything down in the reverse order, also when a part of it fails; nothing acknowledged is lost. */
  close(): Promise<void>;
}

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
  const { dataDir, database, secret } = await openInstance({ config, log, tenancy, closers });
  const passwords = createPasswords(hashing);
  closers.defer(() => passwords.close());
  const limits = createRateLimits(config.server.rateLimit);
  const settingsKey = deriveKey(secret, 'settings at rest');
  const onFirstUser = firstUserMark({ dataDir, log });
  const settings = createSettings({ policy: config.policy, key: settingsKey, onFirstUser });
  const connections = new Connections({ config, database, settingsKey });
  const ground = { config, log, database, dataDir, passwords, limits, settings, connections };
  const people = buildPeople({ ...ground, secret });
  const federation = buildFederation({ ...ground, ...people, secret });
  closers.defer(() => federation.pictures.settle());
  if (tenancy === 'server') await people.images.sweep();
  const auditRetentionDays = config.audit.retentionDays;
  const { waiting } = people;
  const housekeeping = new Housekeeping({ database, log, waiting, auditRetentionDays });
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
  const users = createUsers(database.read);
  const areaOf = areaReader(config.server.trustedProxies);
  const commonPasswords = createCommonPasswords();
  const credentials = new Credentials({ ...ground, commonPasswords, areaOf });
  const accessTokens = accessTokensOf(config, secret);
  const shared = { ...ground, ...config.tokens, audit, users, credentials };
  const sessions = new Sessions({ ...shared, accessTokens });
  const sessionStart = new SessionStart(shared);
  const sessionList = new SessionList({ ...shared, sessions });
  const reauthentication = new Reauthentication({ ...shared, sessions });
  const refreshKey = deriveKey(secret, 'refresh token successors');
  const refresh = new Refresh({ ...shared, sessions, refreshKey, areaOf });
  const apiTokens = new ApiTokens({
    ...shared,
    sessions,
    key: deriveKey(secret, 'API tokens at rest'),
  });
  const { setupToken } = config.policy;
  const local = new Local({ ...shared, sessions, sessionStart, setupToken });
  const account = new Account({ ...shared, sessions });
  const store = openImageStore(dataDir.pictures);
  const images = new ProfileImages({ ...shared, sessions, images: createImages(), store });
  const signedIn = { sessions, sessionStart, sessionList, reauthentication, refresh, apiTokens };
  const accounts = new Accounts({ ...shared, ...signedIn, images });
  const passwordResets = new PasswordResets({ ...shared, ...signedIn, accounts });
  const waiting = new Waiting({ ...shared, accounts, images });
  const admin = new Admin({ ...shared, sessions, sessionList });
  const administration = { accounts, passwordResets, waiting, admin };
  return { audit, users, ...signedIn, local, account, ...administration, images };
}

/** Signing in somewhere else. */
function buildFederation(
  ground: Ground & ReturnType<typeof buildPeople> & { readonly secret: string },
) {
  const { config, log } = ground;
  const { appUrl } = config.server;
  const outbound = createOutbound();
  const providerDetails = new ProviderDetails(ground);
  const identity = new Identity({ ...ground, providerDetails });
  const links = new Links(ground);
  const loginCodes = new LoginCodes(ground);
  const remotePictures = createRemotePictures({ outbound, ...config.avatars, log });
  const pictures = new ProviderPictures({ ...ground, remotePictures });
  const loginCodeKey = deriveKey(ground.secret, 'login codes');
  const signInFlows = new SignInFlows({ ...ground, loginCodeKey });
  const signInRefusals = new SignInRefusals(ground);
  const parts = { identity, links, loginCodes, pictures, signInFlows, signInRefusals };
  const flows = new Flows({ ...ground, ...parts, appUrl });
  const oidc = new Oidc({ ...ground, flows, signInRefusals, outbound, appUrl });
  const oauth = new OAuth({ ...ground, flows, links, oidc, outbound, appUrl });
  const allowHttp = config.oidc.allowHttp ?? false;
  const foreignOrigins = config.server.corsOrigins;
  const settingsParts = { oidc, oauth, allowHttp, foreignOrigins };
  const providerSettings = new ProviderSettings({ ...ground, ...settingsParts });
  return { identity, links, loginCodes, pictures, oidc, oauth, providerSettings };
}

function accessTokensOf({ tokens, server }: Config, secret: string): AccessTokens {
  return createAccessTokens({
    secret: tokens.jwtSecret ?? secret,
    previousSecret: tokens.jwtSecretPrevious,
    issuer: server.appUrl,
    ttlSeconds: tokens.accessTtlSeconds,
  });
}
