import { useState } from 'preact/hooks';
import type { Me } from '../../../features/sessions/schema.ts';
import { linkAddress, unlink } from '../client/account.ts';
import { asFailure, type Failure } from '../client/failure.ts';
import { providerFaces } from '../client/provider-faces.ts';
import type { SignInMethods } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { Button } from '../frame/button.tsx';
import { ConfirmButton } from '../frame/dialog.tsx';
import { Section } from '../frame/layout.tsx';
import { Loaded, type Loading } from '../frame/load.tsx';
import { providerName, ProviderLogo, type ProviderName } from '../frame/providers.tsx';
import { sentenceFor } from '../frame/sentences.ts';
import { notify } from '../frame/toast.tsx';
import { t } from '../words/words.ts';

interface IdentitiesSectionProps {
  readonly me: Me;
  readonly methods: Loading<SignInMethods>;
  readonly reload: () => Promise<void>;
}

export function IdentitiesSection({ me, methods, reload }: IdentitiesSectionProps) {
  return (
    <Section title={t('identity.title')} text={t('identity.text')}>
      <Loaded loading={methods}>
        {(value) => (
          <ul class="rows">
            {me.authIdentities.map((provider) => (
              <Identity
                key={provider}
                provider={provider}
                name={providerName(provider, value)}
                open={me.authIdentities.filter(isOpen(value))}
                reload={reload}
              />
            ))}
            {linkable
              .filter((provider) => !me.authIdentities.includes(provider))
              .filter(isOpen(value))
              .map((provider) => (
                <Linkable key={provider} provider={provider} name={providerName(provider, value)} />
              ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

const linkable = ['oidc', ...providerFaces.names] as const;

/** Whether a sign-in method is enabled on the server; an operator may disable one that users have set up. */
function isOpen({ hasPasswords, oidcName, providers }: SignInMethods) {
  return (provider: ProviderName): boolean => {
    if (provider === 'local') return hasPasswords;
    return provider === 'oidc' ? oidcName !== null : providers.includes(provider);
  };
}

function stateOf(provider: ProviderName, open: readonly ProviderName[]): string {
  if (!open.includes(provider)) return t('identity.off');
  return t(open.length === 1 ? 'identity.only' : 'identity.ready');
}

interface IdentityProps {
  readonly provider: ProviderName;
  readonly name: string;
  /** The user's sign-in methods that are enabled on the server. */
  readonly open: readonly ProviderName[];
  readonly reload: () => Promise<void>;
}

function Identity({ provider, name, open, reload }: IdentityProps) {
  const hasAnother = open.some((each) => each !== provider);
  return (
    <li class="row">
      <ProviderLogo provider={provider} />
      <div class="row-text">
        <strong>{name}</strong>
        <span class="muted">{stateOf(provider, open)}</span>
      </div>
      {provider !== 'local' && hasAnother && (
        <ConfirmButton
          title={t('identity.unlinkTitle', { provider: name })}
          text={t('identity.unlinkText', { provider: name })}
          confirm={t('identity.unlink')}
          aria-label={t('identity.unlinkLabel', { provider: name })}
          action={async () => {
            await unlink(provider);
            await reload();
            notify(t('identity.unlinked', { provider: name }));
          }}
        >
          {t('identity.unlink')}
        </ConfirmButton>
      )}
    </li>
  );
}

interface LinkableProps {
  readonly provider: (typeof linkable)[number];
  readonly name: string;
}

function Linkable({ provider, name }: LinkableProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const link = async () => {
    setBusy(true);
    try {
      location.assign(await linkAddress(provider));
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };
  return (
    <li class="row">
      <ProviderLogo provider={provider} />
      <div class="row-text">
        <strong>{name}</strong>
        <span class="muted">{t('identity.notLinked')}</span>
      </div>
      <Button
        isBusy={isBusy}
        aria-label={t('identity.linkLabel', { provider: name })}
        onClick={() => void link()}
      >
        {t('identity.link')}
      </Button>
      {failure !== null && <Alert tone="danger">{sentenceFor(failure)}</Alert>}
    </li>
  );
}
