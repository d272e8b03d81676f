import { useEffect, useState } from 'preact/hooks';
import { carryAddress, takeAddress } from '../client/carried-address.ts';
import type { Failure } from '../client/failure.ts';
import { signIn } from '../client/sign-in-methods.ts';
import { Field, PasswordField } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { t } from '../words/words.ts';
import { proceed } from './destination.ts';
import { Forgotten } from './forgotten.tsx';

interface PasswordFormProps {
  readonly redirect: string | null;
  /** Called when the account waits for approval. */
  readonly wait: () => void;
  /** Called when the password is temporary, and another one must be chosen. */
  readonly choose: (temporary: string) => void;
}

/** Signs in with an e-mail address and a password; the address may come from another page. */
export function PasswordForm({ redirect, wait, choose }: PasswordFormProps) {
  const [address] = useState(takeAddress);
  // On a phone the keyboard would cover the page before it is read.
  const hasKeyboard = matchMedia('(pointer: fine)').matches;
  useEffect(() => {
    if (address === undefined || !hasKeyboard) return;
    document.querySelector<HTMLElement>('[name=password]')?.focus();
  }, [address]);
  return (
    <Form
      label={t('page.login')}
      submit={t('page.login')}
      retryField="password"
      help={helpAfter}
      action={async (values) => {
        const email = values('email');
        const password = values('password');
        const outcome = await signIn(email, password);
        if (outcome === 'signed in') {
          proceed(redirect);
        } else if (outcome === 'temporary password') {
          choose(password);
        } else {
          carryAddress(email);
          wait();
        }
      }}
      beside={<Forgotten isQuiet />}
    >
      <Field
        name="email"
        label={t('field.email')}
        type="email"
        autocomplete="username"
        required
        autofocus={hasKeyboard && address === undefined}
        missing={t('field.missingEmail')}
        {...(address === undefined ? {} : { defaultValue: address })}
      />
      <PasswordField
        name="password"
        label={t('field.password')}
        autocomplete="current-password"
        required
        missing={t('field.missingPassword')}
      />
    </Form>
  );
}

function helpAfter({ code }: Failure) {
  return code === 'invalid_credentials' ? <Forgotten /> : null;
}
