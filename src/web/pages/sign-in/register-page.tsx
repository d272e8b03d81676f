import { useEffect, useState } from 'preact/hooks';
import { maxNameLength } from '../../../core/text-limits.ts';
import { hasSession } from '../client/session.ts';
import { loadSignInMethods, register, type SignInMethods } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { Field } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { focusHeading } from '../frame/heading.ts';
import { ClockIcon } from '../frame/icons.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { NewPasswordField } from '../frame/new-password-field.tsx';
import { proceed } from './destination.ts';

export function RegisterPage() {
  const methods = useLoad(loadSignInMethods);
  const [isPending, setPending] = useState(false);
  const [isHome] = useState(hasSession);
  useEffect(() => {
    if (isHome) proceed(null);
  }, [isHome]);
  if (isHome) return null;
  if (isPending) return <Waiting />;
  const isFirst = methods.value?.needsFirstUser === true;
  return (
    <EntryLayout
      title={isFirst ? 'Welcome' : 'Create account'}
      {...(isFirst
        ? { lead: 'This server is new. Make its first account: the administrator’s.' }
        : {})}
      footer={!isFirst && <BackToLogin />}
    >
      <Loaded loading={methods} lines={6}>
        {(value) =>
          isOpen(value) ? (
            <RegisterForm
              methods={value}
              wait={() => {
                setPending(true);
              }}
            />
          ) : (
            <Closed methods={value} />
          )
        }
      </Loaded>
    </EntryLayout>
  );
}

function isOpen({ hasPasswords, needsFirstUser, mode }: SignInMethods): boolean {
  return hasPasswords && (needsFirstUser || mode !== 'disabled');
}

interface RegisterFormProps {
  readonly methods: SignInMethods;
  readonly wait: () => void;
}

function RegisterForm({ methods, wait }: RegisterFormProps) {
  const needsSetupToken = methods.needsFirstUser && methods.setupTokenRequired;
  return (
    <>
      {methods.mode === 'review' && !methods.needsFirstUser && (
        <Alert tone="info">An administrator approves new accounts before they can be used.</Alert>
      )}
      <Form
        label="Create account"
        submit="Create account"
        action={async (values) => {
          const outcome = await register({
            name: values('name'),
            email: values('email'),
            password: values('password'),
            ...(needsSetupToken ? { setupToken: values('setupToken') } : {}),
          });
          if (outcome === 'pending') wait();
          else proceed(methods.needsFirstUser ? '/admin' : null);
        }}
      >
        {needsSetupToken && <SetupTokenField />}
        <Field
          name="name"
          label="Name"
          autocomplete="name"
          required
          maxLength={maxNameLength}
          missing="Please enter your name."
        />
        <Field
          name="email"
          label="E-mail"
          type="email"
          autocomplete="email"
          required
          missing="Please enter your e-mail address."
        />
        <NewPasswordField name="password" label="Password" />
      </Form>
    </>
  );
}

function SetupTokenField() {
  return (
    <Field
      name="setupToken"
      label="Setup token"
      autocomplete="off"
      required
      isVerbatim
      missing="Please enter the setup token."
      hint="The person who started this server has set it as SETUP_TOKEN."
    />
  );
}

function Closed({ methods }: { readonly methods: SignInMethods }) {
  return (
    <Alert tone="info">
      {methods.hasPasswords
        ? 'This server does not take new accounts. An administrator can make one for you.'
        : 'Accounts here come from an identity provider. Please go to the sign-in page.'}
    </Alert>
  );
}

function Waiting() {
  useEffect(() => {
    focusHeading(document);
  }, []);
  return (
    <EntryLayout title="Almost there">
      <div class="empty">
        <ClockIcon />
        <p class="empty-title">An administrator has to approve your account.</p>
        <p class="muted">
          Nothing more to do for you now. Come back later and sign in with your e-mail address and
          the password you have just chosen.
        </p>
      </div>
      <a class="button plain wide" href="/login">
        Try to sign in
      </a>
    </EntryLayout>
  );
}

function BackToLogin() {
  return (
    <p>
      You have an account? <a href="/login">Sign in</a>
    </p>
  );
}
