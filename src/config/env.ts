// Every variable of the process, with the values it takes. The only file that reads the environment.
import { fstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseCidr } from '../core/network.ts';
import * as address from './address-kinds.ts';
import { brandSettings } from './brand-settings.ts';
import {
  appScheme,
  audienceName,
  identifier,
  line,
  listOf,
  oneOf,
  seconds,
  secondsOrNever,
  toggle,
  wholeNumber,
} from './kinds.ts';
import { mailSettings } from './mail-settings.ts';
import { oidcOptionSettings } from './oidc-option-settings.ts';
import { providerSettings } from './provider-settings.ts';
import { clientSecret, instanceSecret, secretLine, signingSecret } from './secret-kinds.ts';
import { exact, optional, secret, setting, type Setting } from './setting.ts';
import { webhookSettings } from './webhook-settings.ts';
import { databaseChoice, path } from './storage-kinds.ts';

const trueOrFalse = toggle('true or false');

/**
 * Every variable of the program. One without a default is null when unset; where an administrator may choose at
 * run time, the database then decides.
 */
export const settings = {
  HOST: setting(address.host, '127.0.0.1', 'address to listen on; 0.0.0.0 for every network'),
  PORT: setting(wholeNumber(0, 65_535), '3000', 'port to listen on; 0 for any free one'),
  APP_URL: optional(address.ownOrigin, 'http://localhost:{PORT}', 'address people open'),
  TRUSTED_PROXIES: setting(listOf(parseCidr), '', 'proxies whose forwarding headers are believed'),
  CORS_ORIGINS: setting(listOf(address.foreignOrigin), '', 'other websites that may call the API'),
  DOCS: setting(oneOf('public', 'admin', 'off'), 'public', 'who may read the API documentation'),
  RATE_LIMIT: setting(toggle('on or off'), 'on', 'whether too many requests are refused'),
  LOG_LEVEL: setting(oneOf('debug', 'info', 'warn', 'error'), 'info', 'least severe line to log'),
  LOG_FORMAT: optional(
    oneOf('pretty', 'json'),
    'pretty on a terminal, else json',
    'form of a line',
  ),

  ...brandSettings,

  DATA_DIR: setting(path, './data', 'directory of the database, uploads and generated secrets'),
  DATABASE_URL: secret(
    databaseChoice,
    '{DATA_DIR}/anchor.db',
    'SQLite file, or postgres://… for several instances',
  ),

  SECRET_KEY: secret(
    instanceSecret,
    '{DATA_DIR}/secret.key',
    'key of what is stored; one for all instances',
  ),
  JWT_SECRET: secret(signingSecret, 'the same as SECRET_KEY', 'signs access tokens'),
  JWT_SECRET_PREVIOUS: secret(signingSecret, '', 'former JWT_SECRET; still verifies, never signs'),
  ACCESS_TOKEN_ALG: optional(
    oneOf('ES256', 'HS256'),
    'ES256; HS256 with JWT_SECRET or from before',
    'how access tokens are signed',
  ),
  SIGNING_KEY_ROTATION: setting(
    secondsOrNever('1d', '3650d'),
    '90d',
    'how long an ES256 key signs; 0 for ever',
  ),
  APP_AUDIENCES: setting(listOf(audienceName), '', 'apps that may get tokens of their own'),
  ACCESS_TOKEN_TTL: setting(seconds('1s', '24h'), '15m', 'life of an access token'),
  REFRESH_TOKEN_TTL: setting(seconds('1s', '3650d'), '90d', 'life of a refresh token'),
  REFRESH_GRACE_SECONDS: setting(wholeNumber(0, 300), '60', 'how long a refresh may be repeated'),

  USER_SIGNUP: optional(
    oneOf('enabled', 'review', 'disabled'),
    'admin panel, else enabled',
    'who may register',
  ),
  DISABLE_INTERNAL_AUTH: optional(trueOrFalse, 'admin panel, else false', 'no sign-in by password'),
  ENABLE_PASSWORD_VALIDATION: optional(
    trueOrFalse,
    'admin panel, else false',
    'strict rules for new passwords',
  ),
  REQUIRE_VERIFIED_EMAIL: setting(
    trueOrFalse,
    'false',
    'sign-in by password only with a confirmed address',
  ),
  SETUP_TOKEN: secret(secretLine, '', 'the first registration must carry it'),
  LINK_POLICY: setting(oneOf('secure', 'keep'), 'secure', 'what linking an unproven account keeps'),

  OIDC_ENABLED: optional(trueOrFalse, 'admin panel, else false', 'sign-in by your OpenID provider'),
  OIDC_PROVIDER_NAME: optional(line(100), '', 'its name on the sign-in button'),
  OIDC_ISSUER_URL: optional(address.issuer, '', 'its issuer'),
  OIDC_INTERNAL_URL: optional(address.internalOrigin, '', 'where this server reaches its issuer'),
  OIDC_CLIENT_ID: exact(identifier, '', 'our client id there'),
  OIDC_CLIENT_SECRET: secret(clientSecret, '', 'our client secret there; none for a public client'),
  OIDC_CLIENT_AUTH: setting(
    oneOf('auto', 'basic', 'post'),
    'auto',
    'how our client secret is sent there',
  ),
  OIDC_RESPONSE_MODE: setting(oneOf('query', 'form_post'), 'query', 'how it sends browsers back'),
  OIDC_MOBILE_CLIENT_IDS: optional(listOf(identifier), '', 'client ids of mobile apps there'),
  APP_CALLBACK_SCHEMES: setting(listOf(appScheme), 'anchor', 'schemes of apps at /app/callback'),
  OIDC_AUTO_CREATE: optional(trueOrFalse, 'true', 'whether a first sign-in creates an account'),
  OIDC_TRUST_EMAIL: optional(trueOrFalse, 'false', 'believe its e-mail addresses without proof'),
  OIDC_ALLOW_HTTP: optional(trueOrFalse, 'false', 'allow an issuer without https'),
  OIDC_MOBILE_AUDIENCE_CHECK: optional(
    oneOf('auto', 'strict'),
    'auto',
    'proof asked of opaque tokens',
  ),
  ...oidcOptionSettings,

  ...providerSettings,

  ...mailSettings,

  ...webhookSettings,

  AVATAR_ALLOW_HOSTS: setting(
    listOf(address.hostWithPort),
    '',
    'private hosts pictures may come from',
  ),
  AUDIT_RETENTION_DAYS: setting(wholeNumber(1, 36_500), '365', 'days the audit log is kept'),
} as const;

/** The name of a variable of the program. */
export type SettingName = keyof typeof settings;

/** The names of all variables, in the order of the table. */
export const settingNames = Object.keys(settings).filter(isSettingName);

function isSettingName(name: string): name is SettingName {
  return name in settings;
}

/** The checked value of every variable; null where it is unset and has no default. */
export type Values = {
  readonly [Name in SettingName]: ValueOf<(typeof settings)[Name]>;
};

type ValueOf<S> =
  S extends Setting<infer T> ? (S extends { isOptional: true } ? T | null : T) : never;

/** Where settings come from, besides the files that they name. */
export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The directory of `.env` and the base of relative paths; without it no `.env` is read. */
  readonly cwd?: string | undefined;
  /** The second directory that is searched for `.env`; only a compiled program has one. */
  readonly executableDir?: string | undefined;
  readonly isTerminal?: boolean | undefined;
}

/** The sources of this process. */
export function processSources(): ConfigSources {
  const isCompiled = /^(?:\/\$bunfs\/|B:[\\/]~BUN)/.test(Bun.main);
  return {
    env: process.env,
    cwd: process.cwd(),
    executableDir: isCompiled ? dirname(process.execPath) : undefined,
    // Asking process.stdout would load Node's streams at every start.
    isTerminal: fstatSync(1).isCharacterDevice(),
  };
}
