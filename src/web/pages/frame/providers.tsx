import type { WaysIn } from '../client/ways-in.ts';
import { KeyIcon, LinkIcon } from './icons.tsx';

export type ProviderName = 'local' | 'oidc' | 'github' | 'google' | 'microsoft';

export const providerNames: Readonly<Record<ProviderName, string>> = {
  local: 'Password',
  oidc: 'OpenID Connect',
  github: 'GitHub',
  google: 'Google',
  microsoft: 'Microsoft',
};

/** As the operator calls it, once that has come. */
export function providerName(provider: ProviderName, ways: WaysIn | null): string {
  return (provider === 'oidc' ? ways?.oidcName : null) ?? providerNames[provider];
}

/** The sign people know a provider by; its name stands beside it. */
export function ProviderLogo({ provider }: { readonly provider: ProviderName }) {
  if (provider === 'local') return <KeyIcon />;
  if (provider === 'oidc') return <LinkIcon />;
  return (
    <svg class={`icon logo-${provider}`} viewBox="0 0 24 24" aria-hidden="true">
      {logos[provider].map(([path, colour]) => (
        <path key={path} d={path} fill={colour} />
      ))}
    </svg>
  );
}

const logos: Readonly<
  Record<'github' | 'google' | 'microsoft', readonly (readonly [path: string, colour: string])[]>
> = {
  github: [
    [
      'M12 1.5A10.5 10.5 0 0 0 8.7 22c.5.1.7-.2.7-.5v-2c-2.9.6-3.5-1.3-3.5-1.3-.5-1.2-1.2-1.5-1.2-1.5-.9-.7.1-.6.1-.6 1 0 1.6 1.1 1.6 1.1.9 1.6 2.5 1.1 3.1.9.1-.7.4-1.2.7-1.4-2.4-.3-4.8-1.2-4.8-5.2 0-1.1.4-2.1 1.1-2.8-.1-.3-.5-1.4.1-2.8 0 0 .9-.3 2.9 1a10 10 0 0 1 5.2 0c2-1.3 2.9-1 2.9-1 .6 1.4.2 2.5.1 2.8.7.7 1.1 1.7 1.1 2.8 0 4-2.5 4.9-4.8 5.2.4.3.7.9.7 1.9v2.9c0 .3.2.6.7.5A10.5 10.5 0 0 0 12 1.5z',
      'currentColor',
    ],
  ],
  google: [
    [
      'M22 12.2c0-.7-.1-1.4-.2-2H12v3.9h5.6a4.8 4.8 0 0 1-2.1 3.1v2.6h3.4c2-1.8 3.1-4.5 3.1-7.6z',
      '#4285f4',
    ],
    [
      'M12 22.4c2.8 0 5.2-.9 6.9-2.5l-3.4-2.6a6.3 6.3 0 0 1-9.4-3.3H2.7v2.7A10.4 10.4 0 0 0 12 22.4z',
      '#34a853',
    ],
    ['M6.1 14a6.2 6.2 0 0 1 0-4V7.3H2.7a10.4 10.4 0 0 0 0 9.4z', '#fbbc05'],
    [
      'M12 5.7c1.6 0 3 .5 4.1 1.6l3-3A10.4 10.4 0 0 0 2.7 7.3L6.1 10A6.2 6.2 0 0 1 12 5.7z',
      '#ea4335',
    ],
  ],
  microsoft: [
    ['M2.5 2.5h9v9h-9z', '#f25022'],
    ['M12.5 2.5h9v9h-9z', '#7fba00'],
    ['M2.5 12.5h9v9h-9z', '#00a4ef'],
    ['M12.5 12.5h9v9h-9z', '#ffb900'],
  ],
};
