// Builds the records, sessions and accounts; each function gets what the earlier ones built.
import type { Config, TokenAlgorithm } from './config/config.ts';
import { type AreaOf, areaReader } from './core/network.ts';
import { deriveKey } from './core/tokens.ts';
import type { Database } from './db/port.ts';
import { Account } from './features/account/service.ts';
import {
  createPictureFiles,
  createPictureRows,
  type PictureStore,
} from './features/account/picture-store/service.ts';
import { ProfileImages } from './features/account/picture/service.ts';
import { forget as forgetApiTokens, requireLiveToken } from './features/api-tokens/service.ts';
import { type AuditFollower, createAudit } from './features/audit/service.ts';
import { forget as forgetFlows } from './features/federation/flow-store/service.ts';
import { forget as forgetLinkRequests } from './features/federation/link-requests/service.ts';
import { forget as forgetLinkTickets } from './features/federation/link-tickets/service.ts';
import { forget as forgetCodes } from './features/federation/login-codes/service.ts';
import { forget as forgetLinks } from './features/links/service.ts';
import type { Verification } from './features/links/verification/service.ts';
import { Credentials } from './features/passwords/service.ts';
import { MailDelivery } from './features/mail/delivery/service.ts';
import { Mail } from './features/mail/service.ts';
import { MailSettings } from './features/mail/settings/service.ts';
import { Notices } from './features/mail/notices/service.ts';
import { Outbox } from './features/outbox/service.ts';
import { Connections } from './features/providers/service.ts';
import { SessionList } from './features/sessions/list/service.ts';
import { Reauthentication } from './features/sessions/reauthentication/service.ts';
import { Refresh } from './features/sessions/rotation/service.ts';
import { Sessions } from './features/sessions/service.ts';
import { SessionStart } from './features/sessions/start/service.ts';
import { createSettings } from './features/settings/service.ts';
import { createUsers, type Users } from './features/users/service.ts';
import { Webhooks } from './features/outbox/webhooks/service.ts';
import { firstUserMark } from './instance/open.ts';
import { createCommonPasswords } from './io/common-passwords.ts';
import type { DataDir } from './io/data-dir.ts';
import { openImageStore } from './io/image-store.ts';
import { createImages } from './io/images.ts';
import type { Log } from './io/log.ts';
import { createMailTransport } from './io/mail/transport.ts';
import type { Passwords } from './io/passwords.ts';
import type { RateLimits } from './io/rate-limits.ts';
import { buildEntrance } from './services-entrance.ts';
import { buildKeys } from './services-keys.ts';
import { buildTokens } from './services-tokens.ts';

/** An open instance, and what all services use. */
export interface Ground {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly dataDir: DataDir;
  readonly passwords: Passwords;
  readonly limits: RateLimits;
  /** The secret of the instance; a service gets only a key derived from it. */
  readonly secret: string;
  /** How access tokens are signed. */
  readonly algorithm: TokenAlgorithm;
}

/** Builds audit, settings and users. */
export function buildRecords({ config, log, database, dataDir, secret }: Ground) {
  const { signup, strictPasswords, disableInternalAuth } = config.policy;
  const { oidc, providers } = config;
  const settingsKey = deriveKey(secret, 'settings at rest');
  const settings = createSettings({
    environment: { signup, strictPasswords },
    key: settingsKey,
    onFirstUser: firstUserMark({ dataDir, log }),
  });
  const environment = { oidc, providers, disableInternalAuth };
  const connections = new Connections({ environment, database, settingsKey });
  const users = createUsers(database.read);
  const outbox = new Outbox({ key: deriveKey(secret, 'outbox') });
  const mailSettings = new MailSettings({
    environment: config.mail,
    appUrl: config.server.appUrl,
    key: settingsKey,
  });
  const mail = new Mail({ outbox, isConfigured: (db) => mailSettings.isConfigured(db) });
  const transport = createMailTransport();
  const mailDelivery = new MailDelivery({ database, settings: mailSettings, transport });
  const notices = new Notices({
    mail,
    users,
    connections,
    isWanted: async (db, notice) => {
      const { server, settings: chosen } = await mailSettings.state(db);
      return server !== null && chosen.notify.value.includes(notice);
    },
    areaOf: areaReader(config.server.trustedProxies),
    appUrl: config.server.appUrl,
  });
  const audit = createAudit(log, database, followersOf({ config, outbox, users, notices }));
  return { audit, settings, connections, users, outbox, mail, mailSettings, mailDelivery, notices };
}

interface FollowerParts extends Pick<Ground, 'config'> {
  readonly outbox: Outbox;
  readonly users: Users;
  readonly notices: Notices;
}

/** What other features do about the events of the audit log. */
function followersOf({ config, outbox, users, notices }: FollowerParts): readonly AuditFollower[] {
  const followers: AuditFollower[] = [notices.follow];
  if (config.webhook !== null) {
    const webhooks = new Webhooks({ outbox, users, events: config.webhook.events });
    followers.push((trx, entry) => webhooks.follow(trx, entry));
  }
  return followers;
}

/** The results so far, named after the function that built them. */
export interface Built {
  readonly ground: Ground;
  readonly records: ReturnType<typeof buildRecords>;
  readonly signedIn: ReturnType<typeof buildSessions>;
  readonly accounts: ReturnType<typeof buildAccounts>;
}

/** Builds passwords, sessions and API tokens. */
export function buildSessions({ ground, records }: Pick<Built, 'ground' | 'records'>) {
  const { config, database, secret } = ground;
  const { audit, connections, users } = records;
  const { refreshTtlSeconds, refreshGraceSeconds } = config.tokens;
  const areaOf = areaReader(config.server.trustedProxies);
  const credentials = buildCredentials({ ground, records, areaOf });
  const keys = buildKeys(ground, records);
  const sessions = new Sessions({
    database,
    accessTokens: keys.accessTokens,
    audit,
    users,
    pendingSignIns: [forgetCodes, forgetFlows],
    otherCredentials: [forgetApiTokens, forgetLinks, forgetLinkTickets, forgetLinkRequests],
    requireLiveToken,
  });
  const sessionStart = new SessionStart({ audit, connections, users, refreshTtlSeconds });
  const sessionList = new SessionList({ database, audit, sessions });
  const reauthentication = new Reauthentication({
    database,
    audit,
    connections,
    users,
    credentials,
    sessions,
  });
  const refresh = new Refresh({
    database,
    audit,
    sessions,
    refreshKey: deriveKey(secret, 'refresh token successors'),
    refreshTtlSeconds,
    refreshGraceSeconds,
    areaOf,
  });
  return {
    credentials,
    sessions,
    sessionStart,
    sessionList,
    reauthentication,
    refresh,
    ...buildTokens(ground, { audit, users, sessions, reauthentication }),
    appTokens: keys.appTokens,
    publication: keys.publication,
    keys,
  };
}

interface CredentialParts extends Pick<Built, 'ground' | 'records'> {
  readonly areaOf: AreaOf;
}

function buildCredentials({ ground, records, areaOf }: CredentialParts) {
  const { database, passwords, limits } = ground;
  const { loginFailures, loginFailuresHere, knownNetworkFailures } = limits;
  const { currentPasswordFailures } = limits;
  return new Credentials({
    database,
    passwords,
    limits: { loginFailures, loginFailuresHere, knownNetworkFailures, currentPasswordFailures },
    settings: records.settings,
    commonPasswords: createCommonPasswords(),
    areaOf,
  });
}

interface ForAccounts extends Omit<Built, 'accounts'> {
  readonly verification: Verification;
}

/** Builds the services with which users change their own account. */
export function buildAccounts({ ground, records, signedIn, verification }: ForAccounts) {
  const { database, limits } = ground;
  const { audit, connections, users } = records;
  const { credentials, sessions } = signedIn;
  const entrance = buildEntrance(ground, { ...records, ...signedIn, verification });
  const account = new Account({
    database,
    audit,
    connections,
    users,
    credentials,
    sessions,
    changeLimit: limits.changes,
  });
  const images = new ProfileImages({
    database,
    uploadLimit: limits.images,
    audit,
    sessions,
    users,
    images: createImages(),
    store: pictureStoreOf(ground),
  });
  return { ...entrance, account, images };
}

function pictureStoreOf({ database, dataDir, log }: Ground): PictureStore {
  return database.engine === 'postgres'
    ? createPictureRows(database)
    : createPictureFiles(openImageStore(dataDir.pictures), log);
}
