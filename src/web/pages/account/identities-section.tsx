import { useState } from 'preact/hooks';
import type { Me } from '../../../features/sessions/model.ts';
import { linkAddress, unlink } from '../client/account.ts';
import { asFailure, type Failure } from '../client/failure.ts';
import type { NamedProvider, WaysIn } from '../client/ways-in.ts';
import { Alert } from '../frame/alert.tsx';
import { Button } from '../frame/button.tsx';
import { ConfirmButton } from '../frame/dialog.tsx';
import { Section } from '../frame/layout.tsx';
import { Loaded, type Loading } from '../frame/load.tsx';
import { ProviderLogo, type ProviderName, providerNames } from '../frame/providers.tsx';
import { sentenceFor } from '../frame/sentences.ts';
import { notify } from '../frame/toast.tsx';

interface IdentitiesSectionProps {
  readonly me: Me;
  readonly ways: Loading<WaysIn>;
  readonly reload: () => Promise<void>;
}

export function IdentitiesSection({ me, ways, reload }: IdentitiesSectionProps) {
  return (
    <Section title="Ways to sign in" text="Any of these opens your account.">
      <Loaded loading={ways}>
        {({ oidcName, providers }) => (
          <ul class="rows">
            {me.authIdentities.map((provider) => (
              <Identity
                key={provider}
                provider={provider}
                name={nameOf(provider, oidcName)}
                isLast={me.authIdentities.length === 1}
                reload={reload}
              />
            ))}
            {providers
              .filter((provider) => !me.authIdentities.includes(provider))
              .map((provider) => (
                <Linkable key={provider} provider={provider} />
              ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}

function nameOf(provider: ProviderName, oidcName: string | null): string {
  return provider === 'oidc' ? (oidcName ?? providerNames.oidc) : providerNames[provider];
}

interface IdentityProps {
  readonly provider: ProviderName;
  readonly name: string;
  readonly isLast: boolean;
  readonly reload: () => Promise<void>;
}

function Identity({ provider, name, isLast, reload }: IdentityProps) {
  return (
    <li class="row">
      <ProviderLogo provider={provider} />
      <div class="row-text">
        <strong>{name}</strong>
        <span class="muted">{isLast ? 'Your only way to sign in' : 'Set up'}</span>
      </div>
      {provider !== 'local' && !isLast && (
        <ConfirmButton
          title={`Unlink ${name}?`}
          text={`You will not be able to sign in with ${name} until you link it again.`}
          confirm="Unlink"
          aria-label={`Unlink ${name}`}
          action={async () => {
            await unlink(provider);
            await reload();
            notify(`${name} is unlinked.`);
          }}
        >
          Unlink
        </ConfirmButton>
      )}
    </li>
  );
}

function Linkable({ provider }: { readonly provider: NamedProvider }) {
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
  const name = providerNames[provider];
  return (
    <li class="row">
      <ProviderLogo provider={provider} />
      <div class="row-text">
        <strong>{name}</strong>
        <span class="muted">Not linked</span>
      </div>
      <Button isBusy={isBusy} aria-label={`Link ${name}`} onClick={() => void link()}>
        Link
      </Button>
      {failure !== null && <Alert tone="danger">{sentenceFor(failure)}</Alert>}
    </li>
  );
}
