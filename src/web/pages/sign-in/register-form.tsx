import { useRef } from 'preact/hooks';
import { maxNameLength } from '../../../core/text-limits.ts';
import type { RegisterRequest } from '../../../features/local-login/schema.ts';
import { carryAddress } from '../client/carried-address.ts';
import { asFailure } from '../client/failure.ts';
import { register, type SignInMethods } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { Field } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { NewPasswordField } from '../frame/new-password-field.tsx';
import { rich, t } from '../words/words.ts';
import { proceed } from './destination.ts';

/** The invitation with which a person registers. */
interface Invited {
  readonly token: string;
  /** The beginning and the domain of the only address that can use it; null for any. */
  readonly email: string | null;
  /** The name that the form proposes; empty for none. */
  readonly name: string;
  /** Called when it turns out not to work any more. */
  readonly ended: () => void;
}

interface RegisterFormProps {
  readonly methods: SignInMethods;
  /** Called when the account waits for approval. */
  readonly wait: () => void;
  /** Called when the address of the account has to be confirmed first. */
  readonly confirm: (email: string) => void;
  readonly invited?: Invited | undefined;
}

export function RegisterForm({ methods, wait, confirm, invited }: RegisterFormProps) {
  const { needsFirstUser } = methods;
  const needsSetupToken = needsFirstUser && methods.setupTokenRequired;
  const tried = useRef('');
  return (
    <>
      {methods.mode === 'review' && !needsFirstUser && invited === undefined && (
        <Alert tone="info">{t('register.review')}</Alert>
      )}
      <Form
        label={t('page.register')}
        submit={t('page.register')}
        help={({ code }) => code === 'user_exists' && <SignInInstead email={tried.current} />}
        action={async (values) => {
          const email = values('email');
          tried.current = email;
          const outcome = await orEnded(invited, {
            name: values('name'),
            email,
            password: values('password'),
            ...(needsSetupToken ? { setupToken: values('setupToken') } : {}),
          });
          if (outcome === null) return;
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
        <PersonFields invited={invited} />
      </Form>
    </>
  );
}

/** Registers, by the invitation if there is one; null when that turned out not to work any more. */
async function orEnded(invited: Invited | undefined, form: RegisterRequest) {
  if (invited === undefined) return register(form);
  try {
    return await register({ ...form, invitation: invited.token });
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code !== 'link_invalid') throw failure;
    invited.ended();
    return null;
  }
}

function PersonFields({ invited }: Pick<RegisterFormProps, 'invited'>) {
  const address = invited?.email ?? null;
  return (
    <>
      <Field
        name="name"
        label={t('field.name')}
        autocomplete="name"
        required
        maxLength={maxNameLength}
        defaultValue={invited?.name ?? ''}
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
        {...(address === null ? {} : { hint: t('invited.address', { email: address }) })}
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
