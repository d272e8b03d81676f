// How this server is connected to identity providers: by the environment, or by an administrator.
import type { Kysely } from 'kysely';
import type { Config } from '../../config/config.ts';
import { AppError } from '../../core/errors.ts';
import type { Id } from '../../core/uuid.ts';
import type { Database } from '../../db/open.ts';
import type { Schema } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import {
  flagSetting,
  type RuntimeSetting,
  type SettingState,
  textSetting,
} from '../settings/service.ts';
import {
  isConfigured,
  isReadyOidc,
  type NamedChange,
  type NamedConnection,
  type NamedProvider,
  namedProviders,
  type OidcChange,
  type OidcConnection,
  oidcLock,
  providerLabels,
  type ReadyProvider,
} from './model.ts';

interface ConnectionsDependencies {
  readonly config: Pick<Config, 'oidc' | 'policy' | 'providers'>;
  readonly database: Database;
  /** Encrypts client secrets at rest. */
  readonly settingsKey: Uint8Array;
}

type Settings<T> = { readonly [Name in keyof T]: RuntimeSetting<T[Name]> };

type StoredOidc = Settings<Omit<Required<OidcChange>, 'disableInternalAuth'>>;
type StoredNamed = Settings<Required<NamedChange>>;

export class Connections {
  readonly #the: ConnectionsDependencies;
  readonly #oidc: StoredOidc;
  readonly #named: Readonly<Record<NamedProvider, StoredNamed>>;
  readonly #disableInternalAuth: RuntimeSetting<boolean>;

  constructor(dependencies: ConnectionsDependencies) {
    const { config, settingsKey } = dependencies;
    this.#the = dependencies;
    this.#oidc = storedOidc(settingsKey);
    this.#named = {
      github: storedNamed('github', config, settingsKey),
      google: storedNamed('google', config, settingsKey),
      microsoft: storedNamed('microsoft', config, settingsKey),
    };
    this.#disableInternalAuth = flagSetting(
      {
        key: 'local.disabled',
        label: 'Local authentication',
        variable: 'DISABLE_INTERNAL_AUTH',
        fromEnvironment: config.policy.disableInternalAuth,
        fallback: false,
      },
      settingsKey,
    );
  }

  /**
   * All from the environment as soon as one variable is set: a secret of the operator's must never be
   * sent to an issuer that somebody chose in the panel.
   */
  async oidc(db: Kysely<Schema> = this.#the.database.read): Promise<OidcConnection> {
    const { oidc } = this.#the.config;
    const lockedBy = oidcLock(oidc);
    if (lockedBy !== null) {
      const { issuerUrl, clientId, clientSecret } = oidc;
      return {
        enabled: oidc.enabled ?? false,
        providerName: oidc.providerName ?? defaultProviderName,
        issuerUrl,
        clientId,
        clientSecret,
        source: 'env',
        lockedBy,
      };
    }
    const stored = this.#oidc;
    const issuer = await stored.issuerUrl.get(db);
    return {
      enabled: (await stored.enabled.get(db)).value,
      providerName: (await stored.providerName.get(db)).value ?? defaultProviderName,
      issuerUrl: issuer.value,
      clientId: (await stored.clientId.get(db)).value,
      clientSecret: (await readSecret(stored.clientSecret, db)).value,
      source: issuer.source,
      lockedBy: null,
    };
  }

  async named(
    provider: NamedProvider,
    db: Kysely<Schema> = this.#the.database.read,
  ): Promise<NamedConnection> {
    const stored = this.#named[provider];
    return {
      provider,
      enabled: await stored.enabled.get(db),
      clientId: await stored.clientId.get(db),
      clientSecret: await readSecret(stored.clientSecret, db),
      tenantId: await stored.tenantId.get(db),
      allowSignup: await stored.allowSignup.get(db),
      autoLink: await stored.autoLink.get(db),
    };
  }

  /** The providers through which people can sign in right now, always in the same order. */
  async ready(db: Kysely<Schema> = this.#the.database.read): Promise<readonly ReadyProvider[]> {
    const oidc = await this.oidc(db);
    const providers: ReadyProvider[] = [];
    if (isReadyOidc(oidc)) providers.push({ provider: 'oidc', issuer: oidc.issuerUrl });
    for (const provider of namedProviders) {
      const connection = await this.named(provider, db);
      const isReady = connection.enabled.value && isConfigured(connection);
      if (isReady) providers.push({ provider, issuer: this.issuerOf(provider) });
    }
    return providers;
  }

  /** Under which issuer the identities of a named provider are kept. */
  issuerOf(provider: NamedProvider): string {
    const { github, google, microsoft } = this.#the.config.providers;
    return { github: github.baseUrl, google: google.issuerUrl, microsoft: microsoft.authority }[
      provider
    ];
  }

  /** What was asked for; whether it is in force says `isLocalAuthDisabled`. */
  disableInternalAuth(db: Kysely<Schema> = this.#the.database.read) {
    return this.#disableInternalAuth.get(db);
  }

  /** Whether e-mail and password are refused: never while no provider could take their place. */
  async isLocalAuthDisabled(db: Kysely<Schema> = this.#the.database.read): Promise<boolean> {
    const { value } = await this.#disableInternalAuth.get(db);
    return value && (await this.ready(db)).length > 0;
  }

  /** Throws AppError `local_auth_disabled`. */
  async requireLocalAuth(): Promise<void> {
    if (await this.isLocalAuthDisabled()) throw new AppError('local_auth_disabled');
  }

  /** Throws AppError `setting_locked`. */
  async changeOidc(trx: WriteTransaction, change: OidcChange, by: Id): Promise<void> {
    const { disableInternalAuth, ...connection } = change;
    if (disableInternalAuth !== undefined) {
      await this.#disableInternalAuth.set(trx, disableInternalAuth, by);
    }
    const lockedBy = oidcLock(this.#the.config.oidc);
    if (lockedBy !== null && Object.keys(connection).length > 0) {
      const message = `OIDC is locked by ${lockedBy} environment variable`;
      throw new AppError('setting_locked', { message });
    }
    const isMoved = await this.#isMoved(trx, connection.issuerUrl);
    const forgotten = isMoved ? { clientSecret: null } : {};
    await store(trx, this.#oidc, { change: { ...forgotten, ...connection }, by });
  }

  /** A secret was given for one provider: at another address it must be entered anew. */
  async #isMoved(trx: WriteTransaction, issuer: string | null | undefined): Promise<boolean> {
    if (issuer === undefined) return false;
    const { value: before } = await this.#oidc.issuerUrl.get(trx);
    return before !== null && URL.parse(before)?.origin !== URL.parse(issuer ?? '')?.origin;
  }

  /** Throws AppError `setting_locked`. */
  async changeNamed(
    trx: WriteTransaction,
    provider: NamedProvider,
    { change, by }: { readonly change: NamedChange; readonly by: Id },
  ): Promise<void> {
    await store(trx, this.#named[provider], { change, by });
  }
}

const defaultProviderName = 'OpenID Connect';

function storedOidc(key: Uint8Array): StoredOidc {
  const unset = { label: 'OIDC', variable: '', fromEnvironment: null };
  return {
    enabled: flagSetting({ ...unset, key: 'oidc.enabled', fallback: false }, key),
    providerName: textSetting({ ...unset, key: 'oidc.provider_name', fallback: null }, key),
    issuerUrl: textSetting({ ...unset, key: 'oidc.issuer_url', fallback: null }, key),
    clientId: textSetting({ ...unset, key: 'oidc.client_id', fallback: null }, key),
    clientSecret: textSetting(
      { ...unset, key: 'oidc.client_secret', fallback: null, isSecret: true },
      key,
    ),
  };
}

function storedNamed(
  provider: NamedProvider,
  { providers }: Pick<Config, 'providers'>,
  key: Uint8Array,
): StoredNamed {
  const prefix = provider.toUpperCase();
  const { clientId, clientSecret } = providers[provider];
  const tenant = provider === 'microsoft' ? providers.microsoft.tenantId : null;
  const free = { label: provider, variable: '', fromEnvironment: null };
  const text = (name: string, fromEnvironment: string | null, fallback: string | null = null) => ({
    key: `${provider}.${name}`,
    label: `${providerLabels[provider]} ${name.replace('_', ' ')}`,
    variable: `${prefix}_${name.toUpperCase()}`,
    fromEnvironment,
    fallback,
  });
  const tenantFallback = provider === 'microsoft' ? 'common' : null;
  return {
    enabled: flagSetting({ ...free, key: `${provider}.enabled`, fallback: true }, key),
    clientId: textSetting(text('client_id', clientId), key),
    clientSecret: textSetting({ ...text('client_secret', clientSecret), isSecret: true }, key),
    tenantId: textSetting(text('tenant_id', tenant, tenantFallback), key),
    allowSignup: flagSetting({ ...free, key: `${provider}.allow_signup`, fallback: true }, key),
    autoLink: flagSetting({ ...free, key: `${provider}.auto_link`, fallback: true }, key),
  };
}

/** One that does not open, as under the key of another instance, counts as none: it can be entered anew. */
function readSecret(secret: RuntimeSetting<string | null>, db: Kysely<Schema>) {
  return secret.get(db).catch((error: unknown): SettingState<null> => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('SQLITE')) throw error;
    return { value: null, source: 'default', isLocked: false };
  });
}

/** Writes those of the settings that the change names. */
async function store<T extends object>(
  trx: WriteTransaction,
  settings: Settings<T>,
  { change, by }: { readonly change: Partial<T>; readonly by: Id },
): Promise<void> {
  for (const name in settings) {
    const value = change[name];
    if (value !== undefined) await settings[name].set(trx, value, by);
  }
}
