import { useEffect, useState } from 'preact/hooks';
import { takeAddress } from '../client/carried-address.ts';
import { signIn } from '../client/sign-in-methods.ts';
import { Field, PasswordField } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { t } from '../words/words.ts';
import { proceed } from './destination.ts';
import { Forgotten } from './forgotten.tsx';
import { stepAfter, type Step } from './step.ts';

interface PasswordFormProps {
  readonly redirect: string | null;
  readonly goTo: (step: Step) => void;
  /** Whether the server mails links to people who have forgotten their password. */
  readonly sendsMail: boolean;
}

/** Signs in with an e-mail address and a password; the address may come from another page. */
export function PasswordForm({ redirect, goTo, sendsMail }: PasswordFormProps) {
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
      help={({ code }) =>
        code === 'invalid_credentials' ? <Forgotten sendsMail={sendsMail} /> : null
      }
      action={async (values) => {
        const [email, password] = [values('email'), values('password')];
        const step = stepAfter(await signIn(email, password), { email, password });
        if (step === null) proceed(redirect);
        else goTo(step);
      }}
      beside={<Forgotten isQuiet sendsMail={sendsMail} />}
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
