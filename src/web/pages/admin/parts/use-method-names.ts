import type { OidcSettings } from '../../../../features/admin/providers/schema.ts';
import { signedRequest } from '../../client/request.ts';
import { useLoad } from '../../frame/load.tsx';
import { type ProviderName, providerName } from '../../frame/providers.tsx';

/** Names sign-in methods as they are called on the sign-in page, also while they are switched off. */
export function useMethodNames(): (method: ProviderName) => string {
  const oidc = useLoad(() => signedRequest<OidcSettings>('/api/admin/settings/oidc'));
  const oidcName = oidc.value?.providerName ?? null;
  return (method) => providerName(method, { oidcName });
}
