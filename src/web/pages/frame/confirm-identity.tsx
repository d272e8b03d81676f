import { useLayoutEffect, useState } from 'preact/hooks';
import { knownMe, reauthenticate } from '../client/account.ts';
import {
  type Confirmation,
  type ConfirmationMethod,
  showConfirmations,
} from '../client/confirmation.ts';
import { beginAgain } from '../client/sign-in-again.ts';
import { loadSignInMethods, signInAgainAddress } from '../client/sign-in-methods.ts';
import { shownUser } from '../client/session.ts';
import { ignoreUnsaved, keepForms } from '../client/unsaved.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { PasswordField } from './field.tsx';
import { Form } from './form.tsx';
import { useLoad } from './load.tsx';
import { ProviderButtons } from './provider-buttons.tsx';
import { t } from '../words/words.ts';

/** Asks the user to re-authenticate when the server requires it. */
export function ConfirmIdentity() {
  const [asked, setAsked] = useState<Confirmation | null>(null);
  useLayoutEffect(() => {
    showConfirmations(setAsked);
  }, []);
  return asked === null ? null : <Question {...asked} />;
}

function Question({ methods, answer }: Confirmation) {
  const providers = methods.filter((method) => method !== 'password');
  const hasPassword = methods.includes('password');
  const cancel = () => {
    answer(false);
  };
  return (
    <Dialog title={t('confirm.title')} onClose={cancel}>
      <p class="dialog-text">{t('confirm.text')}</p>
      {hasPassword && <PasswordForm answer={answer} />}
      {hasPassword && providers.length > 0 && <p class="divider">{t('confirm.divider')}</p>}
      {providers.length > 0 && <Providers providers={providers} />}
      {methods.length === 0 && <Alert tone="info">{t('confirm.signInAgain')}</Alert>}
      {!hasPassword && (
        <div class="dialog-actions">
          <Button onClick={cancel}>{t('action.cancel')}</Button>
        </div>
      )}
    </Dialog>
  );
}

function PasswordForm({ answer }: Pick<Confirmation, 'answer'>) {
  return (
    <Form
      label={t('confirm.form')}
      submit={t('action.continue')}
      retryField="password"
      beside={
        <Button
          onClick={() => {
            answer(false);
          }}
        >
          {t('action.cancel')}
        </Button>
      }
      action={async (values) => {
        await reauthenticate(values('password'));
        answer(true);
      }}
    >
      {/* Lets password managers find the account. */}
      <input type="email" autocomplete="username" value={knownMe()?.email ?? ''} readOnly hidden />
      <PasswordField
        name="password"
        label={t('field.password')}
        autocomplete="current-password"
        required
        autofocus
        missing={t('field.missingPassword')}
      />
    </Form>
  );
}

/** Keeps what was typed, because the page is left and opened again. */
function leaveForProvider(): void {
  const userId = shownUser();
  if (userId !== null) keepForms(userId);
  ignoreUnsaved();
  beginAgain();
}

interface ProvidersProps {
  readonly providers: readonly Exclude<ConfirmationMethod, 'password'>[];
}

function Providers({ providers }: ProvidersProps) {
  const methods = useLoad(loadSignInMethods);
  return (
    <ProviderButtons
      providers={providers}
      methods={methods.value}
      addressOf={signInAgainAddress}
      leave={leaveForProvider}
    />
  );
}
