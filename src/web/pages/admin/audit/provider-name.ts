import type { OidcSettings } from '../../../../features/admin/providers/schema.ts';
import { signedRequest } from '../../client/request.ts';
import { useLoad } from '../../frame/load.tsx';
import { isProviderName, providerName } from '../../frame/providers.tsx';

/** The name of the OpenID Connect provider as configured; null until it is loaded. */
export function useOidcName(): string | null {
  const path = '/api/admin/settings/oidc';
  return useLoad(() => signedRequest<OidcSettings>(path)).value?.providerName ?? null;
}

/** A provider's name as people know it. */
export function nameOfProvider(provider: string, oidcName: string | null): string {
  return isProviderName(provider) ? providerName(provider, { oidcName }) : provider;
}
