import { useEffect, useLayoutEffect } from 'preact/hooks';
import { changePassword, loadMe, signOut } from '../client/account.ts';
import { asFailure } from '../client/failure.ts';
import { onStoredChange } from '../client/stored-session.ts';
import { Button } from '../frame/button.tsx';
import { PasswordField } from '../frame/field.tsx';
import { Form, type Values } from '../frame/form.tsx';
import { focusHeading } from '../frame/heading.ts';
import { EntryLayout } from '../frame/layout.tsx';
import { useLoad } from '../frame/load.tsx';
import { NewPasswordField } from '../frame/new-password-field.tsx';
import { notify } from '../frame/toast.tsx';
import { t } from '../words/words.ts';
import { proceed } from './destination.ts';

interface ChoosePasswordProps {
  /** The temporary password, if it was typed on this page; null after a reload, because it is kept nowhere. */
  readonly temporary: string | null;
  readonly redirect: string | null;
  /** Called when the session has ended. */
  readonly leave: () => void;
}

/** Asks for a new password in place of a temporary one, which opens nothing else. */
export function ChoosePassword({ temporary, redirect, leave }: ChoosePasswordProps) {
  const { value: me, reload } = useLoad(loadMe);
  useEffect(
    () =>
      onStoredChange((session) => {
        if (session === null) leave();
        else if (session.mustChangePassword !== true) proceed(redirect);
      }),
    [redirect],
  );
  useEffect(() => {
    // Chosen already, when the answer to that was lost, for example.
    if (me?.mustChangePassword === false) proceed(redirect);
  }, [me, redirect]);
  useLayoutEffect(focusForm, []);
  const save = async (values: Values) => {
    try {
      await changePassword({
        currentPassword: temporary ?? values('currentPassword'),
        newPassword: values('newPassword'),
      });
    } catch (error) {
      const { code, status } = asFailure(error);
      // A first attempt may have succeeded, and only its answer was lost.
      if (code === 'wrong_current_password') await reload();
      if (status !== 401) throw error;
      leave();
      return;
    }
    notify(t('changePassword.saved'));
    proceed(redirect);
  };
  return (
    <EntryLayout title={t('choose.title')} lead={t('choose.text')}>
      <Form
        label={t('choose.title')}
        submit={t('choose.submit')}
        retryField={temporary === null ? 'currentPassword' : 'newPassword'}
        action={save}
        beside={<LeaveButton leave={leave} />}
      >
        {/* Lets password managers find the account. */}
        <input type="email" autocomplete="username" value={me?.email ?? ''} readOnly hidden />
        {temporary === null && <TemporaryField email={me?.email} />}
        <NewPasswordField name="newPassword" label={t('changePassword.new')} />
      </Form>
    </EntryLayout>
  );
}

/** Goes to the first field; on a phone the keyboard would cover the page before it is read. */
function focusForm(): void {
  const hasKeyboard = matchMedia('(pointer: fine)').matches;
  const field = document.querySelector<HTMLElement>('form input:not([hidden])');
  if (hasKeyboard) field?.focus();
  else focusHeading(document);
}

/** The temporary password, and whose it is. */
function TemporaryField({ email }: { readonly email: string | undefined }) {
  return (
    <>
      {email !== undefined && (
        <p>
          <span class="muted">{t('field.email')}</span> <bdi>{email}</bdi>
        </p>
      )}
      <PasswordField
        name="currentPassword"
        label={t('choose.temporary')}
        autocomplete="current-password"
        required
        missing={t('choose.missingTemporary')}
      />
    </>
  );
}

function LeaveButton({ leave }: Pick<ChoosePasswordProps, 'leave'>) {
  return (
    <Button
      tone="quiet"
      onClick={() => {
        void signOut();
        leave();
      }}
    >
      {t('action.signOut')}
    </Button>
  );
}
