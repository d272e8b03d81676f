import { providerFaces } from '../client/provider-faces.ts';
import type { SignInMethods } from '../client/sign-in-methods.ts';
import { KeyIcon, LinkIcon } from './icons.tsx';

export const providerNames = {
  local: 'Password',
  oidc: 'OpenID Connect',
  ...providerFaces.labels,
} as const;

export type ProviderName = keyof typeof providerNames;

/** The provider's name, as configured once the sign-in methods are loaded. */
export function providerName(provider: ProviderName, methods: SignInMethods | null): string {
  return (provider === 'oidc' ? methods?.oidcName : null) ?? providerNames[provider];
}

/** The logo of a provider, hidden from screen readers because its name is shown beside it. */
export function ProviderLogo({ provider }: { readonly provider: ProviderName }) {
  if (provider === 'local') return <KeyIcon />;
  if (provider === 'oidc') return <LinkIcon />;
  return (
    <svg class={`icon logo-${provider}`} viewBox="0 0 24 24" aria-hidden="true">
      {providerFaces.logos[provider].map(([path, colour]) => (
        <path key={path} d={path} fill={colour} />
      ))}
    </svg>
  );
}
