import { properOrigin } from '../client/address.ts';
import {
  type NamedProvider,
  providerAddress,
  type SignInMethods,
} from '../client/sign-in-methods.ts';
import { providerName, ProviderLogo } from '../frame/providers.tsx';
import { language, rich, t } from '../words/words.ts';
import { destinationOf } from './destination.ts';

interface ProviderLinksProps {
  readonly methods: SignInMethods;
  readonly redirect: string | null;
  /** The token of the invitation with which people come; absent without one. */
  readonly invitation?: string;
}

/** One button for each provider, and a divider above the password form. */
export function ProviderLinks({ methods, redirect, invitation }: ProviderLinksProps) {
  const named = methods.oidcName === null ? [] : (['oidc'] as const);
  const providers = [...named, ...methods.providers];
  if (providers.length === 0) return null;
  const proper = properOrigin();
  const to = destinationOf(redirect);
  const addressOf = (provider: NamedProvider | 'oidc') =>
    proper === null ? providerAddress(provider, to, invitation) : pageAt(proper, to, invitation);
  return (
    <div class="providers">
      {methods.needsFirstUser && <p class="muted">{t('signIn.first')}</p>}
      {providers.map((provider) => (
        <ProviderLink
          key={provider}
          provider={provider}
          address={addressOf(provider)}
          name={providerName(provider, methods)}
          isMain={provider === 'oidc' && !methods.hasPasswords}
        />
      ))}
      {proper !== null && (
        <p class="muted">
          {rich('signIn.providersAt', { host: <bdi>{new URL(proper).host}</bdi> })}
        </p>
      )}
      {methods.hasPasswords && <p class="divider">{t('signIn.divider')}</p>}
    </div>
  );
}

/** This page under the origin to which providers send people back, in the language of this one. */
function pageAt(origin: string, redirect: string, invitation: string | undefined): string {
  if (invitation !== undefined) return `${origin}/link?lang=${language()}#${invitation}`;
  return `${origin}/login?${new URLSearchParams({ redirect, lang: language() })}`;
}

interface ProviderLinkProps {
  readonly provider: NamedProvider | 'oidc';
  readonly address: string;
  readonly name: string;
  readonly isMain: boolean;
}

function ProviderLink({ provider, address, name, isMain }: ProviderLinkProps) {
  return (
    <a class={`button provider ${isMain ? 'primary' : 'plain'}`} href={address}>
      <ProviderLogo provider={provider} />
      <span>{rich('signIn.continueWith', { provider: <bdi>{name}</bdi> })}</span>
    </a>
  );
}
