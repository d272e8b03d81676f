import { providerFaces } from '../client/provider-faces.ts';
import type { WaysIn } from '../client/ways-in.ts';
import { KeyIcon, LinkIcon } from './icons.tsx';

export const providerNames = {
  local: 'Password',
  oidc: 'OpenID Connect',
  ...providerFaces.labels,
} as const;

export type ProviderName = keyof typeof providerNames;

/** The provider's name, as configured once the sign-in methods are loaded. */
export function providerName(provider: ProviderName, ways: WaysIn | null): string {
  return (provider === 'oidc' ? ways?.oidcName : null) ?? providerNames[provider];
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
