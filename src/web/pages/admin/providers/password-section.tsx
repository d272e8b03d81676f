import type { NamedSettings, OidcSettings } from '../../../../features/admin/providers/schema.ts';
import { Alert } from '../../frame/alert.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, type Loading } from '../../frame/load.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { LockNote } from '../parts/lock-note.tsx';
import { changeOidc, hasProvider } from './providers.ts';

interface PasswordSectionProps {
  readonly oidc: Loading<OidcSettings>;
  readonly providers: Loading<readonly NamedSettings[]>;
}

/** Whether users can sign in with e-mail and password in addition to the providers. */
export function PasswordSection({ oidc, providers }: PasswordSectionProps) {
  return (
    <Section title={t('passwords.title')} text={t('passwords.intro')}>
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
  if (!settings.disableInternalAuth) return t('passwords.on');
  return t(hasProvider(settings, providers) ? 'passwords.off' : 'passwords.offWithoutProvider');
}

interface ChangeProps {
  readonly settings: OidcSettings;
  readonly changed: (settings: OidcSettings) => void;
}

function Change({ settings, changed }: ChangeProps) {
  const turn = async (disableInternalAuth: boolean) => {
    changed(await changeOidc({ disableInternalAuth }));
    notify(t(disableInternalAuth ? 'passwords.turnedOff' : 'passwords.turnedOn'));
  };
  if (settings.disableInternalAuth) {
    return <SubmitButton action={() => turn(false)}>{t('passwords.switchOn')}</SubmitButton>;
  }
  return (
    <ConfirmButton
      title={t('passwords.switchOffTitle')}
      text={<Consequences />}
      confirm={t('passwords.switchOff')}
      action={() => turn(true)}
    >
      {t('passwords.switchOff')}
    </ConfirmButton>
  );
}

function Consequences() {
  return (
    <>
      <p>{t('passwords.switchOffText')}</p>
      <Alert tone="warning">{t('passwords.switchOffWarning')}</Alert>
    </>
  );
}
