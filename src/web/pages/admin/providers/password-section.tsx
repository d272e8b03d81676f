import type { NamedSettings, OidcSettings } from '../../../../features/admin/providers/schema.ts';
import { Alert } from '../../frame/alert.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, type Loading } from '../../frame/load.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { notify } from '../../frame/toast.tsx';
import { LockNote } from '../parts/lock-note.tsx';
import { changeOidc, hasProvider } from './providers.ts';

interface PasswordSectionProps {
  readonly oidc: Loading<OidcSettings>;
  readonly providers: Loading<readonly NamedSettings[]>;
}

/** Whether users can sign in with e-mail and password in addition to the providers. */
export function PasswordSection({ oidc, providers }: PasswordSectionProps) {
  return (
    <Section title="Passwords" text="Beside the providers, or not at all.">
      <Loaded loading={oidc} lines={2}>
        {(settings) => (
          <>
            <p>{stateOf(settings, providers.value ?? [])}</p>
            {settings.isInternalAuthLocked ? (
              <LockNote variables={['DISABLE_INTERNAL_AUTH']} />
            ) : (
              <div>
                <Change settings={settings} changed={oidc.set} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function stateOf(settings: OidcSettings, providers: readonly NamedSettings[]): string {
  if (!settings.disableInternalAuth) return 'People may sign in with e-mail and password.';
  return hasProvider(settings, providers)
    ? 'People sign in through providers only. E-mail and password are refused.'
    : 'Passwords are to be refused, but still work: no provider is set up that could take their place.';
}

interface ChangeProps {
  readonly settings: OidcSettings;
  readonly changed: (settings: OidcSettings) => void;
}

function Change({ settings, changed }: ChangeProps) {
  const turn = async (disableInternalAuth: boolean) => {
    changed(await changeOidc({ disableInternalAuth }));
    notify(disableInternalAuth ? 'Passwords are switched off.' : 'Passwords are switched on.');
  };
  if (settings.disableInternalAuth) {
    return <SubmitButton action={() => turn(false)}>Switch passwords on</SubmitButton>;
  }
  return (
    <ConfirmButton
      title="Switch passwords off?"
      text={<Consequences />}
      confirm="Switch passwords off"
      action={() => turn(true)}
    >
      Switch passwords off
    </ConfirmButton>
  );
}

function Consequences() {
  return (
    <>
      <p>
        Users can no longer sign in, register or change a password here; providers are the only way
        to sign in.
      </p>
      <Alert tone="warning">
        When the provider is down, no user can sign in, and neither can you. Then only the command
        line on the server helps.
      </Alert>
    </>
  );
}
