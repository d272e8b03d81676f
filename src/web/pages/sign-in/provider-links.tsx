import type { ComponentChildren } from 'preact';
import {
  type NamedProvider,
  providerAddress,
  type SignInMethods,
} from '../client/sign-in-methods.ts';
import { providerName, ProviderLogo } from '../frame/providers.tsx';
import { destinationOf } from './destination.ts';

interface ProviderLinksProps {
  readonly methods: SignInMethods;
  readonly redirect: string | null;
}

/** One button for each provider, and a divider above the password form. */
export function ProviderLinks({ methods, redirect }: ProviderLinksProps) {
  const count = methods.providers.length + (methods.oidcName === null ? 0 : 1);
  if (count === 0) return null;
  const to = destinationOf(redirect);
  return (
    <div class="providers">
      {methods.needsFirstUser && (
        <p class="muted">The first person to sign in becomes the administrator of this server.</p>
      )}
      {methods.oidcName !== null && (
        <ProviderLink provider="oidc" to={to} isMain={!methods.hasPasswords}>
          {methods.oidcName}
        </ProviderLink>
      )}
      {methods.providers.map((provider) => (
        <ProviderLink key={provider} provider={provider} to={to}>
          {providerName(provider, methods)}
        </ProviderLink>
      ))}
      {methods.hasPasswords && <p class="divider">or with your e-mail</p>}
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
