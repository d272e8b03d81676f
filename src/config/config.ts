// The configuration that the process started with: checked, grouped and frozen. This layer does not open the
// database, and no other layer reads the environment or knows the name of a variable.
import { join, resolve } from 'node:path';
import type { Language } from '../core/languages.ts';
import type { Cidr } from '../core/network.ts';
import type { PostgresAddress } from '../core/postgres-address.ts';
import type { NamedProvider } from '../core/providers/registry.ts';
import { type BrandConfig, groupBrand } from './brand-settings.ts';
import { checkSettings } from './check.ts';
import type { ConfigSources, Values } from './env.ts';
import { groupMail, type MailConfig } from './mail-settings.ts';
import { misspeltNames } from './misspelt.ts';
import { groupOidcOptions, type OidcOptionConfig } from './oidc-option-settings.ts';
import { groupProviders, type ProviderConfig } from './provider-settings.ts';
import { describeSettings } from './report.ts';
import type { ConfigEntry, ConfigReport } from './report.ts';
import { gatherSettings } from './sources.ts';
import { groupWebhook, type WebhookConfig } from './webhook-settings.ts';

/** The file name of the database in the data directory, unless DATABASE_URL is set. */
export const databaseName = 'anchor.db';

/** Who may register: anyone, anyone after approval, or no one. */
export type SignupMode = 'enabled' | 'review' | 'disabled';

/** How access tokens are signed: with a key of which others get the public half, or with a shared secret. */
export type TokenAlgorithm = 'ES256' | 'HS256';

/**
 * The settings of the process. Null means unset: then the choice of an administrator applies where one is
 * possible, else the default.
 */
export interface Config {
  readonly server: {
    readonly host: string;
    /** 0 for any free port. */
    readonly port: number;
    /** An origin, without a trailing slash. */
    readonly appUrl: string;
    /** APP_URL is unset: the address follows the port, which with port 0 is known only once the server listens. */
    readonly appUrlIsDefault: boolean;
    readonly trustedProxies: readonly Cidr[];
    readonly corsOrigins: readonly string[];
    readonly docs: 'public' | 'admin' | 'off';
    readonly rateLimit: boolean;
  };
  readonly log: {
    readonly level: 'debug' | 'info' | 'warn' | 'error';
    readonly format: 'pretty' | 'json';
  };
  readonly brand: BrandConfig;
  /** The language of the pages for people who chose none, and whose browser asks for no other. */
  readonly defaultLanguage: Language;
  /** Absolute paths. */
  readonly storage: Storage;
  readonly tokens: {
    readonly jwtSecret: string | null;
    readonly jwtSecretPrevious: string | null;
    /** Null for the default, which depends on `jwtSecret` and on when the instance began. */
    readonly algorithm: TokenAlgorithm | null;
    /** How long a key signs with ES256; 0 for ever. */
    readonly keyRotationSeconds: number;
    readonly appAudiences: readonly string[];
    readonly accessTtlSeconds: number;
    readonly refreshTtlSeconds: number;
    readonly refreshGraceSeconds: number;
  };
  readonly policy: {
    readonly signup: SignupMode | null;
    readonly disableInternalAuth: boolean | null;
    readonly strictPasswords: boolean | null;
    /** Whether an account needs a confirmed address to sign in with its password. */
    readonly requireVerifiedEmail: boolean;
    readonly setupToken: string | null;
    readonly linkPolicy: 'secure' | 'keep';
  };
  readonly oidc: {
    readonly enabled: boolean | null;
    readonly providerName: string | null;
    /** Exactly as the provider writes it. */
    readonly issuerUrl: string | null;
    /** The origin that this server calls in place of the issuer's. */
    readonly internalUrl: string | null;
    readonly clientId: string | null;
    readonly clientSecret: string | null;
    readonly responseMode: 'query' | 'form_post';
    readonly clientAuth: 'auto' | 'basic' | 'post';
    readonly mobileClientIds: readonly string[] | null;
    /** The URL schemes of apps to which `/app/callback` hands an answer on. */
    readonly appCallbackSchemes: readonly string[];
    readonly autoCreate: boolean | null;
    readonly trustEmail: boolean | null;
    readonly allowHttp: boolean | null;
    readonly mobileAudienceCheck: 'auto' | 'strict' | null;
    readonly options: OidcOptionConfig;
  };
  readonly providers: Readonly<Record<NamedProvider, ProviderConfig>>;
  readonly mail: MailConfig;
  /** Null without a receiver. */
  readonly webhook: WebhookConfig | null;
  /** Lower case, `host` or `host:port`, IPv6 in brackets. */
  readonly avatars: { readonly allowHosts: readonly string[] };
  readonly audit: { readonly retentionDays: number };
}

/** Where the data is. */
export type Storage = SqliteStorage | PostgresStorage;

interface StorageBasics {
  /** Holds `secret.key` unless SECRET_KEY is set. */
  readonly dataDir: string;
  /** SECRET_KEY: what `secret.key` would contain. */
  readonly secretKey: string | null;
}

export interface SqliteStorage extends StorageBasics {
  readonly kind: 'sqlite';
  readonly databaseFile: string;
}

export interface PostgresStorage extends StorageBasics {
  readonly kind: 'postgres';
  readonly address: PostgresAddress;
}

export interface LoadedConfig extends ConfigReport {
  readonly config: Config;
}

/** The settings are invalid: one sentence for each problem, without secrets. */
export class ConfigError extends Error implements ConfigReport {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  readonly entries: readonly ConfigEntry[];
  readonly envFile: string | null;

  constructor(problems: readonly string[], report: ConfigReport) {
    super(problems.join('\n'));
    this.problems = problems;
    this.warnings = report.warnings;
    this.entries = report.entries;
    this.envFile = report.envFile;
  }
}

/** Reads, checks and groups all settings; throws a ConfigError that names every invalid one. */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const raw = gatherSettings(sources);
  const { values, problems, warnings } = checkSettings(raw);
  const report = {
    warnings: [...warnings, ...misspeltNames(raw.names)],
    entries: describeSettings(raw, problems),
    envFile: raw.envFile,
  };
  if (values === null) {
    const messages = problems.map((problem) => problem.message);
    throw new ConfigError(messages, report);
  }
  return { ...report, config: deepFreeze(groupValues(values, sources)) };
}

function groupValues(values: Values, sources: ConfigSources): Config {
  return {
    server: {
      host: values.HOST,
      port: values.PORT,
      appUrl: values.APP_URL ?? new URL(`http://localhost:${values.PORT}`).origin,
      appUrlIsDefault: values.APP_URL === null,
      trustedProxies: values.TRUSTED_PROXIES,
      corsOrigins: values.CORS_ORIGINS,
      docs: values.DOCS,
      rateLimit: values.RATE_LIMIT,
    },
    log: {
      level: values.LOG_LEVEL,
      format: values.LOG_FORMAT ?? (sources.isTerminal === true ? 'pretty' : 'json'),
    },
    brand: groupBrand(values, sources.cwd ?? '.'),
    defaultLanguage: values.DEFAULT_LANGUAGE,
    storage: groupStorage(values, sources.cwd ?? '.'),
    tokens: {
      jwtSecret: values.JWT_SECRET,
      jwtSecretPrevious: values.JWT_SECRET_PREVIOUS,
      algorithm: values.ACCESS_TOKEN_ALG,
      keyRotationSeconds: values.SIGNING_KEY_ROTATION,
      appAudiences: values.APP_AUDIENCES,
      accessTtlSeconds: values.ACCESS_TOKEN_TTL,
      refreshTtlSeconds: values.REFRESH_TOKEN_TTL,
      refreshGraceSeconds: values.REFRESH_GRACE_SECONDS,
    },
    policy: {
      signup: values.USER_SIGNUP,
      disableInternalAuth: values.DISABLE_INTERNAL_AUTH,
      strictPasswords: values.ENABLE_PASSWORD_VALIDATION,
      requireVerifiedEmail: values.REQUIRE_VERIFIED_EMAIL,
      setupToken: values.SETUP_TOKEN,
      linkPolicy: values.LINK_POLICY,
    },
    oidc: groupOidc(values),
    providers: groupProviders(values),
    mail: groupMail(values),
    webhook: groupWebhook(values),
    avatars: { allowHosts: values.AVATAR_ALLOW_HOSTS },
    audit: { retentionDays: values.AUDIT_RETENTION_DAYS },
  };
}

function groupStorage(values: Values, cwd: string): Storage {
  const dataDir = resolve(cwd, values.DATA_DIR);
  const basics = { dataDir, secretKey: values.SECRET_KEY };
  const choice = values.DATABASE_URL;
  if (choice?.kind === 'postgres') return { ...basics, ...choice };
  const databaseFile = resolve(cwd, choice?.file ?? join(dataDir, databaseName));
  return { ...basics, kind: 'sqlite', databaseFile };
}

function groupOidc(values: Values): Config['oidc'] {
  return {
    enabled: values.OIDC_ENABLED,
    providerName: values.OIDC_PROVIDER_NAME,
    issuerUrl: values.OIDC_ISSUER_URL,
    internalUrl: values.OIDC_INTERNAL_URL,
    clientId: values.OIDC_CLIENT_ID,
    clientSecret: values.OIDC_CLIENT_SECRET,
    clientAuth: values.OIDC_CLIENT_AUTH,
    responseMode: values.OIDC_RESPONSE_MODE,
    mobileClientIds: values.OIDC_MOBILE_CLIENT_IDS,
    appCallbackSchemes: values.APP_CALLBACK_SCHEMES,
    autoCreate: values.OIDC_AUTO_CREATE,
    trustEmail: values.OIDC_TRUST_EMAIL,
    allowHttp: values.OIDC_ALLOW_HTTP,
    mobileAudienceCheck: values.OIDC_MOBILE_AUDIENCE_CHECK,
    options: groupOidcOptions(values),
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
