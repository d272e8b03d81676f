import type { Config } from '../../config/config.ts';
import type { Provider } from '../../db/schema.ts';
import type { SettingSource, SettingState } from '../settings/service.ts';

export const namedProviders = ['github', 'google', 'microsoft'] as const;

/** A provider that this server knows by name. */
export type NamedProvider = (typeof namedProviders)[number];

/** What people call them. */
export const providerLabels: Readonly<Record<NamedProvider, string>> = {
  github: 'GitHub',
  google: 'Google',
  microsoft: 'Microsoft',
};

export function isNamedProvider(text: string): text is NamedProvider {
  return namedProviders.some((name) => name === text);
}

/** The one OpenID provider of the operator, as it is set up. */
export interface OidcConnection {
  readonly enabled: boolean;
  readonly providerName: string;
  readonly issuerUrl: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly source: SettingSource;
  /** The variable that keeps administrators from changing any of it. */
  readonly lockedBy: string | null;
}

export interface ReadyOidc extends OidcConnection {
  readonly issuerUrl: string;
  readonly clientId: string;
}

/** A named provider, as it is set up. */
export interface NamedConnection {
  readonly provider: NamedProvider;
  readonly enabled: SettingState<boolean>;
  readonly clientId: SettingState<string | null>;
  readonly clientSecret: SettingState<string | null>;
  /** Microsoft's only: whose accounts may sign in. */
  readonly tenantId: SettingState<string | null>;
  /** Whether a first sign-in may make an account. */
  readonly allowSignup: SettingState<boolean>;
  /** Whether a verified address links to the account that has it. */
  readonly autoLink: SettingState<boolean>;
}

/** A way in that is open: a provider, and the issuer under which its identities are kept. */
export interface ReadyProvider {
  readonly provider: Provider;
  readonly issuer: string;
}

export function isReadyOidc(oidc: OidcConnection): oidc is ReadyOidc {
  return oidc.enabled && oidc.issuerUrl !== null && oidc.clientId !== null;
}

export function isConfigured({ clientId, clientSecret }: NamedConnection): boolean {
  return clientId.value !== null && clientSecret.value !== null;
}

/** What may be changed of a connection; null clears a value, undefined leaves it. */
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

/** The first variable that is set of those that say whom to trust with what. */
export function oidcLock(oidc: Config['oidc']): string | null {
  if (oidc.enabled !== null) return 'OIDC_ENABLED';
  if (oidc.issuerUrl !== null) return 'OIDC_ISSUER_URL';
  if (oidc.clientId !== null) return 'OIDC_CLIENT_ID';
  if (oidc.clientSecret !== null) return 'OIDC_CLIENT_SECRET';
  return oidc.providerName === null ? null : 'OIDC_PROVIDER_NAME';
}
