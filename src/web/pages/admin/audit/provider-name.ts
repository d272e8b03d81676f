import { isProviderName, providerName } from '../../frame/providers.tsx';

/** A provider's name as people know it. */
export function nameOfProvider(provider: string, oidcName: string | null): string {
  return isProviderName(provider) ? providerName(provider, { oidcName }) : provider;
}
