import { useLoad } from '../../frame/load.tsx';
import { type ProviderName, providerName } from '../../frame/providers.tsx';
import { loadOidc } from '../providers/providers.ts';

/** The name of the OpenID Connect provider as configured, also while it is switched off; null until it is loaded. */
export function useOidcName(): string | null {
  return useLoad(loadOidc).value?.providerName ?? null;
}

/** Names sign-in methods as they are called on the sign-in page, also while they are switched off. */
export function useMethodNames(): (method: ProviderName) => string {
  const oidcName = useOidcName();
  return (method) => providerName(method, { oidcName });
}
