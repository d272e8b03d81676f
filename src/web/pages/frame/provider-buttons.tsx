import type { NamedProvider, SignInMethods } from '../client/sign-in-methods.ts';
import { t } from '../words/words.ts';
import { providerName, ProviderLogo } from './providers.tsx';

type Provider = NamedProvider | 'oidc';

interface ProviderButtonsProps {
  readonly providers: readonly Provider[];
  /** For the names; null until they are loaded. */
  readonly methods: SignInMethods | null;
  readonly addressOf: (provider: Provider) => string;
  /** Called before the browser leaves for the provider. */
  readonly leave: () => void;
}

/** Links that let people sign in again at their providers and return to this page. */
export function ProviderButtons({ providers, methods, addressOf, leave }: ProviderButtonsProps) {
  return (
    <div class="providers">
      {providers.map((provider) => (
        <a key={provider} class="button wide" href={addressOf(provider)} onClick={leave}>
          <ProviderLogo provider={provider} />
          <span>{t('confirm.with', { provider: providerName(provider, methods) })}</span>
        </a>
      ))}
    </div>
  );
}
