import { useRef } from 'preact/hooks';
import { maxNameLength } from '../../../core/text-limits.ts';
import { carryAddress } from '../client/carried-address.ts';
import { register, type SignInMethods } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { Field } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { NewPasswordField } from '../frame/new-password-field.tsx';
import { rich, t } from '../words/words.ts';
import { proceed } from './destination.ts';

interface RegisterFormProps {
  readonly methods: SignInMethods;
  /** Called when the account waits for approval. */
  readonly wait: () => void;
  /** Called when the address of the account has to be confirmed first. */
  readonly confirm: (email: string) => void;
}

export function RegisterForm({ methods, wait, confirm }: RegisterFormProps) {
  const { needsFirstUser } = methods;
  const needsSetupToken = needsFirstUser && methods.setupTokenRequired;
  const tried = useRef('');
  return (
    <>
      {methods.mode === 'review' && !needsFirstUser && (
        <Alert tone="info">{t('register.review')}</Alert>
      )}
      <Form
        label={t('page.register')}
        submit={t('page.register')}
        help={({ code }) => code === 'user_exists' && <SignInInstead email={tried.current} />}
        action={async (values) => {
          const email = values('email');
          tried.current = email;
          const outcome = await register({
            name: values('name'),
            email,
            password: values('password'),
            ...(needsSetupToken ? { setupToken: values('setupToken') } : {}),
          });
          if (outcome === 'signed in') {
            proceed(needsFirstUser ? '/admin' : null);
            return;
          }
          if (outcome === 'unconfirmed') {
            confirm(email);
            return;
          }
          carryAddress(email);
          wait();
        }}
      >
        {needsSetupToken && <SetupTokenField />}
        <PersonFields />
      </Form>
    </>
  );
}

function PersonFields() {
  return (
    <>
      <Field
        name="name"
        label={t('field.name')}
        autocomplete="name"
        required
        maxLength={maxNameLength}
        missing={t('field.missingName')}
      />
      <Field
        name="email"
        label={t('field.email')}
        type="email"
        // The name under which password managers save the new account.
        autocomplete="username"
        required
        missing={t('field.missingEmail')}
      />
      <NewPasswordField name="password" label={t('field.password')} />
    </>
  );
}

/** Takes the e-mail address that is registered already along to the sign-in page. */
function SignInInstead({ email }: { readonly email: string }) {
  const link = (text: string) => (
    <a
      href="/login"
      onClick={() => {
        carryAddress(email);
      }}
    >
      {text}
    </a>
  );
  return <p>{rich('register.taken', { link })}</p>;
}

function SetupTokenField() {
  return (
    <Field
      name="setupToken"
      label={t('register.setupToken')}
      autocomplete="off"
      required
      isVerbatim
      missing={t('register.missingSetupToken')}
      hint={t('register.setupTokenHint')}
    />
  );
}
