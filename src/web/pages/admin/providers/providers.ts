import type { NamedProvider } from '../../client/ways-in.ts';
import { Failure } from '../../client/failure.ts';
import { signedRequest } from '../../client/request.ts';

// As the server's own types have it; those bring the server's code along.
type Source = 'env' | 'database' | 'default';

export interface OidcSettings {
  readonly enabled: boolean;
  readonly providerName: string;
  readonly issuerUrl: string | null;
  readonly clientId: string | null;
  readonly hasClientSecret: boolean;
  /** One is stored that the server cannot decrypt. */
  readonly secretUnreadable: boolean;
  readonly callbackUrl: string;
  readonly mobileRedirectUri: string;
  readonly disableInternalAuth: boolean;
  readonly isLocked: boolean;
  readonly lockedBy: string | null;
  readonly isInternalAuthLocked: boolean;
  /** Null while the provider has not been asked. */
  readonly acceptsUnprovenTokens: boolean | null;
}

/** What is left out stays; an empty text takes a value away. */
export interface OidcChange {
  readonly enabled?: boolean;
  readonly providerName?: string;
  readonly issuerUrl?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly clearClientSecret?: boolean;
  readonly disableInternalAuth?: boolean;
}

interface Setting<T> {
  readonly value: T;
  readonly source: Source;
  readonly isLocked: boolean;
}

export interface NamedSettings {
  readonly provider: NamedProvider;
  readonly name: string;
  readonly configured: boolean;
  readonly callbackUrl: string;
  readonly enabled: Setting<boolean>;
  readonly clientId: Setting<string | null>;
  readonly hasClientSecret: Setting<boolean>;
  readonly secretUnreadable: boolean;
  /** Only of a provider that keeps accounts in tenants. */
  readonly tenantId?: Setting<string | null>;
  readonly allowSignup: Setting<boolean>;
  readonly autoLink: Setting<boolean>;
}

export interface NamedChange {
  readonly enabled?: boolean;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly clearClientSecret?: boolean;
  readonly tenantId?: string;
  readonly allowSignup?: boolean;
  readonly autoLink?: boolean;
}

export interface Finding {
  readonly check: string;
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly message: string;
  /** What to do; null when there is nothing to do. */
  readonly cure: string | null;
}

export interface Diagnosis {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

/** Every function here throws Failure. */
export function loadOidc(): Promise<OidcSettings> {
  return signedRequest<OidcSettings>(`${base}/oidc`);
}

export function changeOidc(json: OidcChange): Promise<OidcSettings> {
  return signedRequest<OidcSettings>(`${base}/oidc`, { method: 'PATCH', json });
}

/** Asks the provider everything a sign-in needs, with these values instead of the stored ones. */
export async function testOidc(
  json: Pick<OidcChange, 'issuerUrl' | 'clientId' | 'clientSecret'>,
): Promise<Diagnosis> {
  try {
    return await signedRequest<Diagnosis>(`${base}/oidc/test`, { method: 'POST', json });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'oidc_not_enabled') throw error;
    const message = 'There is nothing to test yet: please enter the issuer URL.';
    throw new Failure({ code: 'validation_failed', status: error.status, message });
  }
}

export async function loadNamed(): Promise<readonly NamedSettings[]> {
  const path = `${base}/providers`;
  return (await signedRequest<{ readonly providers: readonly NamedSettings[] }>(path)).providers;
}

export function changeNamed(provider: NamedProvider, json: NamedChange): Promise<NamedSettings> {
  return signedRequest<NamedSettings>(`${base}/providers/${provider}`, { method: 'PATCH', json });
}

/** Whether people can sign in through any provider at all. */
export function hasProvider(oidc: OidcSettings, providers: readonly NamedSettings[]): boolean {
  const isWhole = oidc.issuerUrl !== null && oidc.clientId !== null && !oidc.secretUnreadable;
  const hasOidc = oidc.enabled && isWhole;
  return hasOidc || providers.some(({ enabled, configured }) => enabled.value && configured);
}

const base = '/api/admin/settings';
