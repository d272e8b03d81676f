// The configuration of identity providers, from the environment or by an administrator.
import type { Kysely } from 'kysely';
import type { Config } from '../../config/config.ts';
import { AppError } from '../../core/errors.ts';
import {
  definitions,
  eachProvider,
  type NamedProvider,
  namedProviders,
} from '../../core/providers/registry.ts';
import { eachOidcOption } from '../../core/oidc-options.ts';
import type { Id } from '../../core/uuid.ts';
import type { Database } from '../../db/port.ts';
import type { Schema } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/port.ts';
import { lockedSetting } from '../settings/rules.ts';
import {
  flagSetting,
  readStored,
  type RuntimeSetting,
  type StoredSettings,
} from '../settings/service.ts';
import {
  needsGroups,
  type OidcOptionSettings,
  type OidcOptionStates,
  storedOptions,
  valuesIn,
} from './options/rules.ts';
import {
  defaultProviderName,
  isConfigured,
  isReadyOidc,
  type NamedChange,
  type NamedConnection,
  type OidcChange,
  type OidcClient,
  type OidcConnection,
  oidcLock,
  type ReadyProvider,
  secretIn,
  type SettingsOf,
  storedNamed,
  type StoredNamed,
  storedOidc,
  type StoredOidc,
  type SignInMethods,
} from './rules.ts';

interface ConnectionsDependencies {
  /** The values of the environment, which override the database. */
  readonly environment: Pick<Config, 'oidc' | 'providers'> &
    Pick<Config['policy'], 'disableInternalAuth'>;
  readonly database: Database;
  /** Encrypts client secrets at rest. */
  readonly settingsKey: Uint8Array;
}

export class Connections {
  readonly #environment: ConnectionsDependencies['environment'];
  readonly #database: Database;
  readonly #oidc: StoredOidc;
  /** The further settings of the OpenID provider, each by itself from the environment or an administrator. */
  readonly oidcOptions: OidcOptionSettings;
  readonly #named: Readonly<Record<NamedProvider, StoredNamed>>;
  readonly #disableInternalAuth: RuntimeSetting<boolean>;

  constructor({ environment, database, settingsKey }: ConnectionsDependencies) {
    this.#environment = environment;
    this.#database = database;
    this.#oidc = storedOidc(settingsKey);
    this.oidcOptions = storedOptions(environment.oidc.options, settingsKey);
    this.#named = eachProvider(({ id }) => storedNamed(id, environment, settingsKey));
    this.#disableInternalAuth = flagSetting(
      {
        key: 'local.disabled',
        label: 'Local authentication',
        variable: 'DISABLE_INTERNAL_AUTH',
        fromEnvironment: environment.disableInternalAuth,
        fallback: false,
        whenUnreadable: true,
      },
      settingsKey,
    );
  }

  /**
   * The connection is from the environment if one of its variables is set, because the operator's secret must
   * never be sent to an issuer that an administrator entered. The options are read in the same query.
   */
  async oidc(db: Kysely<Schema> = this.#database.read): Promise<OidcConnection> {
    const options = Object.values(this.oidcOptions);
    const stored = await readStored(db, [...this.#oidcSettings, ...options]);
    return {
      ...this.#oidcIn(stored),
      options: valuesIn(stored, this.oidcOptions),
      needsGroups: needsGroups(stored, this.oidcOptions),
    };
  }

  /** The further settings in force, each with its source. */
  async oidcOptionStates(): Promise<OidcOptionStates> {
    const stored = await readStored(this.#database.read, Object.values(this.oidcOptions));
    return eachOidcOption((_, name) => this.oidcOptions[name].in(stored));
  }

  /** The settings that may be stored in the database. */
  get #oidcSettings() {
    return oidcLock(this.#environment.oidc) === null ? Object.values(this.#oidc) : [];
  }

  #oidcIn(stored: StoredSettings): OidcClient {
    const { oidc } = this.#environment;
    const lockedBy = oidcLock(oidc);
    if (lockedBy !== null) {
      const { issuerUrl, clientId, clientSecret } = oidc;
      return {
        enabled: oidc.enabled ?? false,
        providerName: oidc.providerName ?? defaultProviderName,
        issuerUrl,
        clientId,
        clientSecret,
        secretUnreadable: false,
        source: 'env',
        lockedBy,
      };
    }
    const issuer = this.#oidc.issuerUrl.in(stored);
    return {
      enabled: this.#oidc.enabled.in(stored).value,
      providerName: this.#oidc.providerName.in(stored).value ?? defaultProviderName,
      issuerUrl: issuer.value,
      clientId: this.#oidc.clientId.in(stored).value,
      clientSecret: secretIn(stored, this.#oidc.clientSecret).value,
      secretUnreadable: this.#oidc.clientSecret.isUnreadableIn(stored),
      source: issuer.source,
      lockedBy: null,
    };
  }

  async named(
    provider: NamedProvider,
    db: Kysely<Schema> = this.#database.read,
  ): Promise<NamedConnection> {
    return this.#namedIn(provider, await readStored(db, Object.values(this.#named[provider])));
  }

  #namedIn(provider: NamedProvider, stored: StoredSettings): NamedConnection {
    const settings = this.#named[provider];
    return {
      provider,
      enabled: settings.enabled.in(stored),
      clientId: settings.clientId.in(stored),
      clientSecret: secretIn(stored, settings.clientSecret),
      secretUnreadable: settings.clientSecret.isUnreadableIn(stored),
      tenantId: settings.tenantId.in(stored),
      allowSignup: settings.allowSignup.in(stored),
      autoLink: settings.autoLink.in(stored),
    };
  }

  /** The providers at which users can sign in now, always in the same order. */
  async ready(db: Kysely<Schema> = this.#database.read): Promise<readonly ReadyProvider[]> {
    return (await this.signInMethods(db)).providers;
  }

  /** All sign-in methods that are enabled now, read consistently in one query. */
  async signInMethods(db: Kysely<Schema> = this.#database.read): Promise<SignInMethods> {
    const named = Object.values(this.#named).flatMap((settings) => Object.values(settings));
    const settings = [this.#disableInternalAuth, ...this.#oidcSettings, ...named];
    const stored = await readStored(db, settings);
    const oidc = this.#oidcIn(stored);
    const providers: ReadyProvider[] = [];
    if (isReadyOidc(oidc)) providers.push({ provider: 'oidc', issuer: oidc.issuerUrl });
    for (const provider of namedProviders) {
      const connection = this.#namedIn(provider, stored);
      const isReady = connection.enabled.value && isConfigured(connection);
      if (isReady) providers.push({ provider, issuer: this.issuerOf(provider) });
    }
    const isAskedFor = this.#disableInternalAuth.in(stored).value;
    return { providers, takesPasswords: !isAskedFor || providers.length === 0 };
  }

  /** The issuer under which the identities of a named provider are stored. */
  issuerOf(provider: NamedProvider): string {
    return definitions[provider].issuerIn(this.#environment.providers[provider].addresses);
  }

  /** The setting as requested; `isLocalAuthDisabled` tells whether it is in force. */
  disableInternalAuth(db: Kysely<Schema> = this.#database.read) {
    return this.#disableInternalAuth.get(db);
  }

  /** Whether passwords are refused: never while no provider is enabled. */
  async isLocalAuthDisabled(db: Kysely<Schema> = this.#database.read): Promise<boolean> {
    return !(await this.signInMethods(db)).takesPasswords;
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
    const lockedBy = oidcLock(this.#environment.oidc);
    if (lockedBy !== null && Object.keys(connection).length > 0) {
      throw lockedSetting('OIDC', lockedBy);
    }
    const isMoved = await this.#isMoved(trx, connection.issuerUrl);
    const forgotten = isMoved ? { clientSecret: null } : {};
    await store(trx, this.#oidc, { change: { ...forgotten, ...connection }, by });
  }

  /** Whether the issuer's origin changes: the secret was entered for the old one and must be entered again. */
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

/** Stores the settings that the change contains. */
async function store<T extends object>(
  trx: WriteTransaction,
  settings: SettingsOf<T>,
  { change, by }: { readonly change: Partial<T>; readonly by: Id },
): Promise<void> {
  for (const name in settings) {
    const value = change[name];
    if (value !== undefined) await settings[name].set(trx, value, by);
  }
}
