import { useEffect, useState } from 'preact/hooks';
import { asFailure } from '../client/failure.ts';
import { hasSession } from '../client/session.ts';
import { takeBegun } from '../client/sign-in-again.ts';
import { onStoredChange } from '../client/stored-session.ts';
import {
  exchangeCode,
  loadSignInMethods,
  signIn,
  type SignInMethods,
} from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { Button } from '../frame/button.tsx';
import { Field, PasswordField } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Loaded, Skeleton, useLoad } from '../frame/load.tsx';
import { navigate } from '../frame/navigation.ts';
import { sentenceFor, sentenceForCode } from '../frame/sentences.ts';
import { notify } from '../frame/toast.tsx';
import { proceed } from './destination.ts';
import { ProviderLinks } from './provider-links.tsx';

/** The query of the address when the page opened; it is removed from the address, because a code must not stay there. */
interface Arrival {
  readonly code: string | null;
  readonly problem: Problem | null;
  readonly redirect: string | null;
  /** Whether the user returns from a re-authentication at a provider that did not succeed. */
  readonly isAgain: boolean;
}

interface Problem {
  readonly sentence: string;
  readonly tone: 'danger' | 'info';
}

function arrive(): Arrival {
  const query = new URLSearchParams(location.search);
  const redirect = query.get('redirect');
  const kept = redirect === null ? '' : `?${new URLSearchParams({ redirect })}`;
  history.replaceState(history.state, '', location.pathname + kept);
  const hasProblem = query.has('error') || query.has('error_code');
  const problem = hasProblem ? problemOf(query.get('error_code')) : null;
  const code = query.get('code');
  return { code, problem, redirect, isAgain: code === null && takeBegun() !== null };
}

/** A pending account is no error, so its message is informative. */
function problemOf(code: string | null): Problem {
  return { sentence: sentenceForCode(code), tone: code === 'account_pending' ? 'info' : 'danger' };
}

export function LoginPage() {
  const [arrival] = useState(arrive);
  const [code, setCode] = useState(arrival.code);
  const [problem, setProblem] = useState(arrival.problem);
  const [isHome] = useState(() => code === null && problem === null && hasSession());
  useEffect(() => {
    if (isHome) proceed(arrival.redirect);
  }, [isHome, arrival]);
  if (isHome) return null;
  if (problem !== null && arrival.isAgain) {
    return <NotConfirmed problem={problem} redirect={arrival.redirect} />;
  }
  if (code !== null) {
    const failed = (sentence: string) => {
      setProblem({ sentence, tone: 'danger' });
      setCode(null);
    };
    return <Exchange code={code} failed={failed} />;
  }
  return <SignIn problem={problem} redirect={arrival.redirect} />;
}

interface ExchangeProps {
  readonly code: string;
  readonly failed: (sentence: string) => void;
}

/** Exchanges the login code after a sign-in at a provider, then opens the destination. */
function Exchange({ code, failed }: ExchangeProps) {
  const [done, setDone] = useState<Done | null>(null);
  useEffect(() => {
    const exchange = async () => {
      const { redirectUrl, notice, kind } = await exchangeCode(code);
      if (kind === 'other') setDone({ next: redirectUrl, what: kind });
      else if (notice === 'password_removed') setDone({ next: redirectUrl, what: notice });
      else proceed(redirectUrl);
      if (kind === 'again') notify('Thank you. You can go on with what you had begun.');
    };
    exchange().catch((error: unknown) => {
      failed(sentenceFor(asFailure(error)));
    });
  }, [code]);
  if (done === null) {
    return (
      <EntryLayout title="Signing you in">
        <Skeleton lines={3} />
      </EntryLayout>
    );
  }
  return (
    <EntryLayout title="You are signed in">
      <Alert tone="warning">{notices[done.what]}</Alert>
      <Button
        tone="primary"
        class="wide"
        onClick={() => {
          proceed(done.next);
        }}
      >
        Continue
      </Button>
    </EntryLayout>
  );
}

/** A completed sign-in that needs a notice. */
interface Done {
  readonly next: string | null;
  readonly what: keyof typeof notices;
}

const notices = {
  password_removed:
    'An account with your e-mail address existed already, but the address had never been verified. The account is yours now: its password, sessions and API token were removed, so that the person who created it cannot sign in.',
  other:
    'At the provider you signed in as another person, so that does not confirm who you are. You are still signed in as before, and nothing was changed.',
} as const;

/** Shown when a re-authentication failed; the session continues. */
function NotConfirmed({ problem, redirect }: SignInProps & { readonly problem: Problem }) {
  return (
    <EntryLayout title="You are still signed in">
      <Alert tone={problem.tone}>{problem.sentence}</Alert>
      <Button
        tone="primary"
        class="wide"
        onClick={() => {
          proceed(redirect);
        }}
      >
        Go back
      </Button>
    </EntryLayout>
  );
}

interface SignInProps {
  readonly problem: Problem | null;
  readonly redirect: string | null;
}

function SignIn({ problem, redirect }: SignInProps) {
  const methods = useLoad(loadSignInMethods);
  const isEmpty = methods.value?.needsFirstUser === true && methods.value.hasPasswords;
  useEffect(() => {
    if (isEmpty && problem === null) navigate('/register', { replace: true });
  }, [isEmpty, problem]);
  useEffect(
    () =>
      onStoredChange((session) => {
        if (session !== null) proceed(redirect);
      }),
    [redirect],
  );
  return (
    <EntryLayout
      title="Sign in"
      footer={methods.value !== null && <Invitation methods={methods.value} />}
    >
      {problem !== null && <Alert tone={problem.tone}>{problem.sentence}</Alert>}
      <Loaded loading={methods} lines={5}>
        {(value) => (
          <>
            <ProviderLinks methods={value} redirect={redirect} />
            {value.hasPasswords && <PasswordForm redirect={redirect} />}
          </>
        )}
      </Loaded>
    </EntryLayout>
  );
}

function PasswordForm({ redirect }: { readonly redirect: string | null }) {
  return (
    <Form
      label="Sign in"
      submit="Sign in"
      retryField="password"
      action={async (values) => {
        await signIn(values('email'), values('password'));
        proceed(redirect);
      }}
    >
      <Field
        name="email"
        label="E-mail"
        type="email"
        autocomplete="username"
        required
        autofocus={matchMedia('(pointer: fine)').matches}
        missing="Please enter your e-mail address."
      />
      <PasswordField
        name="password"
        label="Password"
        autocomplete="current-password"
        required
        missing="Please enter your password."
      />
    </Form>
  );
}

function Invitation({ methods }: { readonly methods: SignInMethods }) {
  if (!methods.hasPasswords) return null;
  if (methods.mode === 'disabled') {
    return <p>No account yet? An administrator of this server can make one for you.</p>;
  }
  return (
    <p>
      New here? <a href="/register">Create an account</a>
      {methods.mode === 'review' && '; an administrator approves it'}
    </p>
  );
}
