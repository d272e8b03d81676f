import type { ProviderKind } from './provider-kind.ts';

/** How a kind of provider is called, where a finding holds for that kind alone. */
export const providerNames: Readonly<Record<ProviderKind, string>> = {
  pocket_id: 'Pocket ID',
  authelia: 'Authelia',
  authentik: 'Authentik',
  keycloak: 'Keycloak',
  entra: 'Entra ID',
  zitadel: 'Zitadel',
  kanidm: 'Kanidm',
  google: 'Google',
  apple: 'Apple',
  other: 'The provider',
};
