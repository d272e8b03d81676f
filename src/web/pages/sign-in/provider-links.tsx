import type { ComponentChildren } from 'preact';
import { type NamedProvider, providerAddress, type WaysIn } from '../client/ways-in.ts';
import { providerNames, ProviderLogo } from '../frame/providers.tsx';
import { destinationOf } from './destination.ts';

interface ProviderLinksProps {
  readonly ways: WaysIn;
  readonly redirect: string | null;
}

/** One button for each provider, and a divider above the password form. */
export function ProviderLinks({ ways, redirect }: ProviderLinksProps) {
  const count = ways.providers.length + (ways.oidcName === null ? 0 : 1);
  if (count === 0) return null;
  const to = destinationOf(redirect);
  return (
    <div class="providers">
      {ways.needsFirstUser && (
        <p class="muted">The first person to sign in becomes the administrator of this server.</p>
      )}
      {ways.oidcName !== null && (
        <ProviderLink provider="oidc" to={to} isMain={!ways.hasPasswords}>
          {ways.oidcName}
        </ProviderLink>
      )}
      {ways.providers.map((provider) => (
        <ProviderLink key={provider} provider={provider} to={to}>
          {providerNames[provider]}
        </ProviderLink>
      ))}
      {ways.hasPasswords && <p class="divider">or with your e-mail</p>}
    </div>
  );
}

interface ProviderLinkProps {
  readonly provider: NamedProvider | 'oidc';
  readonly to: string;
  readonly isMain?: boolean;
  readonly children: ComponentChildren;
}

function ProviderLink({ provider, to, isMain = false, children }: ProviderLinkProps) {
  return (
    <a class={`button wide ${isMain ? 'primary' : 'plain'}`} href={providerAddress(provider, to)}>
      <ProviderLogo provider={provider} />
      <span>Continue with {children}</span>
    </a>
  );
}
