import { providerFaces } from '../client/provider-faces.ts';
import type { SignInMethods } from '../client/sign-in-methods.ts';
import { KeyIcon, LinkIcon } from './icons.tsx';
import { t } from '../words/words.ts';

export type ProviderName = 'local' | 'oidc' | keyof typeof providerFaces.labels;

/** Whether a text names a provider. */
export function isProviderName(name: string | null): name is ProviderName {
  return name === 'local' || name === 'oidc' || isNamedProvider(name);
}

function isNamedProvider(name: string | null): name is keyof typeof providerFaces.labels {
  return name !== null && Object.hasOwn(providerFaces.labels, name);
}

/** The provider's name, as configured once the sign-in methods are loaded. */
export function providerName(
  provider: ProviderName,
  methods: Pick<SignInMethods, 'oidcName'> | null,
): string {
  if (provider === 'local') return t('provider.local');
  if (provider === 'oidc') return methods?.oidcName ?? t('provider.oidc');
  return providerFaces.labels[provider];
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
