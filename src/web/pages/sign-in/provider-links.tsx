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
}

/** One button for each provider, and a divider above the password form. */
export function ProviderLinks({ methods, redirect }: ProviderLinksProps) {
  const named = methods.oidcName === null ? [] : (['oidc'] as const);
  const providers = [...named, ...methods.providers];
  if (providers.length === 0) return null;
  const proper = properOrigin();
  const to = destinationOf(redirect);
  const addressOf = (provider: NamedProvider | 'oidc') =>
    proper === null ? providerAddress(provider, to) : loginAt(proper, to);
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

/** The sign-in page under the origin to which providers send people back, in the language of this one. */
function loginAt(origin: string, redirect: string): string {
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
