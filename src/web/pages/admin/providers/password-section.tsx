import { Alert } from '../../frame/alert.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, type Loading } from '../../frame/load.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { notify } from '../../frame/toast.tsx';
import { LockNote } from '../parts/lock-note.tsx';
import { changeOidc, type OidcSettings } from './providers.ts';

interface PasswordSectionProps {
  readonly oidc: Loading<OidcSettings>;
}

/** Whether e-mail and password are a way in beside the providers. */
export function PasswordSection({ oidc }: PasswordSectionProps) {
  return (
    <Section title="Passwords" text="Beside the providers, or not at all.">
      <Loaded loading={oidc} lines={2}>
        {(settings) => (
          <>
            <p>
              {settings.disableInternalAuth
                ? 'People sign in through providers only. E-mail and password are refused.'
                : 'People may sign in with e-mail and password.'}
            </p>
            {settings.isInternalAuthLocked ? (
              <LockNote what="This is" variables={['DISABLE_INTERNAL_AUTH']} />
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
        Nobody can sign in, register or change a password here any more; providers are the only way
        in.
      </p>
      <Alert tone="warning">
        When the provider is down, everybody is locked out, you too. The command line on the server
        is the way back.
      </Alert>
    </>
  );
}
