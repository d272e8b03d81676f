import type { Config } from '../../config/config.ts';
import { AppError } from '../../core/errors.ts';
import type { OidcOptionValues } from '../../core/oidc-options.ts';
import { definitions, type NamedProvider, namedProviders } from '../../core/providers/registry.ts';
import type { Provider } from '../../db/schema.ts';
import {
  flagSetting,
  type RuntimeSetting,
  type SettingSource,
  type SettingState,
  type StoredSettings,
  textSetting,
} from '../settings/service.ts';

/** The provider of this name. Throws AppError `unknown_provider`. */
export function namedProvider(text: string): NamedProvider {
  const found = namedProviders.find((name) => name === text);
  if (found === undefined) throw new AppError('unknown_provider');
  return found;
}

/** How the operator's OpenID provider is reached. */
export interface OidcClient {
  readonly enabled: boolean;
  readonly providerName: string;
  readonly issuerUrl: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  /** Whether the stored secret cannot be decrypted: until it is entered again the provider is not usable. */
  readonly secretUnreadable: boolean;
  readonly source: SettingSource;
  /** The environment variable that locks all of it; null when administrators may change it. */
  readonly lockedBy: string | null;
}

/** The configuration of the operator's OpenID provider. */
export interface OidcConnection extends OidcClient {
  readonly options: OidcOptionValues;
  /** Whether an option makes groups at the provider matter. */
  readonly needsGroups: boolean;
}

interface Ready {
  readonly issuerUrl: string;
  readonly clientId: string;
}

export interface ReadyOidc extends OidcConnection, Ready {
  readonly issuerUrl: string;
  readonly clientId: string;
}

/** The configuration of a named provider. */
export interface NamedConnection {
  readonly provider: NamedProvider;
  readonly enabled: SettingState<boolean>;
  readonly clientId: SettingState<string | null>;
  readonly clientSecret: SettingState<string | null>;
  readonly secretUnreadable: boolean;
  /** The tenant whose accounts may sign in; null for a provider without tenants. */
  readonly tenantId: SettingState<string | null>;
  /** Whether a first sign-in may create an account. */
  readonly allowSignup: SettingState<boolean>;
  /** Whether an identity with a verified address is linked to the account with the same address. */
  readonly autoLink: SettingState<boolean>;
}

/** A provider that is enabled, and the issuer under which its identities are stored. */
export interface ReadyProvider {
  readonly provider: Provider;
  readonly issuer: string;
}

export interface SignInMethods {
  readonly providers: readonly ReadyProvider[];
  /** Whether passwords are accepted: always while no provider is enabled. */
  readonly takesPasswords: boolean;
}

export function isReadyOidc<Oidc extends OidcClient>(oidc: Oidc): oidc is Oidc & Ready {
  const isWhole = oidc.issuerUrl !== null && oidc.clientId !== null && !oidc.secretUnreadable;
  return oidc.enabled && isWhole;
}

export function isConfigured({ clientId, clientSecret }: NamedConnection): boolean {
  return clientId.value !== null && clientSecret.value !== null;
}

/** A change of a connection; null clears a value, undefined leaves it. */
export interface OidcChange {
  readonly enabled?: boolean;
  readonly providerName?: string | null;
  readonly issuerUrl?: string | null;
  readonly clientId?: string | null;
  readonly clientSecret?: string | null;
  readonly disableInternalAuth?: boolean;
}

export interface NamedChange {
  readonly enabled?: boolean;
  readonly clientId?: string | null;
  readonly clientSecret?: string | null;
  readonly tenantId?: string | null;
  readonly allowSignup?: boolean;
  readonly autoLink?: boolean;
}

/** The name of the first set variable that defines the provider, which locks all its settings; null if none is set. */
export function oidcLock(oidc: Config['oidc']): string | null {
  if (oidc.enabled !== null) return 'OIDC_ENABLED';
  if (oidc.issuerUrl !== null) return 'OIDC_ISSUER_URL';
  if (oidc.clientId !== null) return 'OIDC_CLIENT_ID';
  if (oidc.clientSecret !== null) return 'OIDC_CLIENT_SECRET';
  return oidc.providerName === null ? null : 'OIDC_PROVIDER_NAME';
}

export type SettingsOf<T> = { readonly [Name in keyof T]: RuntimeSetting<T[Name]> };

export type StoredOidc = SettingsOf<Omit<Required<OidcChange>, 'disableInternalAuth'>>;

export type StoredNamed = SettingsOf<Required<NamedChange>>;

export const defaultProviderName = 'OpenID Connect';

export function storedOidc(key: Uint8Array): StoredOidc {
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

export function storedNamed(
  provider: NamedProvider,
  { providers }: Pick<Config, 'providers'>,
  key: Uint8Array,
): StoredNamed {
  const { label, prefix, tenant } = definitions[provider];
  const { clientId, clientSecret, tenantId } = providers[provider];
  const free = { label: provider, variable: '', fromEnvironment: null };
  const text = (name: string, fromEnvironment: string | null, fallback: string | null = null) => ({
    key: `${provider}.${name}`,
    label: `${label} ${name.replace('_', ' ')}`,
    variable: `${prefix}_${name.toUpperCase()}`,
    fromEnvironment,
    fallback,
  });
  return {
    enabled: flagSetting({ ...free, key: `${provider}.enabled`, fallback: true }, key),
    clientId: textSetting(text('client_id', clientId), key),
    clientSecret: textSetting({ ...text('client_secret', clientSecret), isSecret: true }, key),
    tenantId: textSetting(text('tenant_id', tenantId, tenant?.fallback ?? null), key),
    allowSignup: flagSetting({ ...free, key: `${provider}.allow_signup`, fallback: true }, key),
    autoLink: flagSetting({ ...free, key: `${provider}.auto_link`, fallback: true }, key),
  };
}

/** A secret that cannot be decrypted is null with `secretUnreadable` set, so the provider is not ready. */
export function secretIn(
  stored: StoredSettings,
  secret: RuntimeSetting<string | null>,
): SettingState<string | null> {
  return secret.isUnreadableIn(stored)
    ? { value: null, source: 'default', isLocked: false }
    : secret.in(stored);
}
