import { useState } from 'preact/hooks';
import { Alert } from '../frame/alert.tsx';
import { Button } from '../frame/button.tsx';
import { Dialog } from '../frame/dialog.tsx';
import { Field, PasswordField } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { UserIcon } from '../frame/icons.tsx';
import { dropCredential, setCredential, signInHere } from './credential.ts';
import type { Credential } from './kept-credential.ts';
import { words } from './words.ts';

const { authorize } = words;

interface AuthorizeDialogProps {
  readonly credential: Credential | null;
  /** The address of the user whose session the pages of this browser have; null without one. */
  readonly sessionEmail: string | null;
  readonly onClose: () => void;
}

/** Chooses how requests are authorized, or ends that. */
export function AuthorizeDialog({ credential, sessionEmail, onClose }: AuthorizeDialogProps) {
  return (
    <Dialog title={authorize.title} onClose={onClose}>
      {credential === null ? (
        <Choices sessionEmail={sessionEmail} onClose={onClose} />
      ) : (
        <Chosen credential={credential} sessionEmail={sessionEmail} />
      )}
      <div class="dialog-actions">
        {credential !== null && (
          <Button onClick={dropCredential}>{endings[credential.kind]}</Button>
        )}
        <Button onClick={onClose}>{authorize.close}</Button>
      </div>
    </Dialog>
  );
}

const endings = {
  'signed-in': authorize.signOut,
  session: authorize.stopSession,
  token: authorize.forgetToken,
} as const;

type ChosenProps = Pick<AuthorizeDialogProps, 'sessionEmail'> & {
  readonly credential: Credential;
};

function Chosen({ credential, sessionEmail }: ChosenProps) {
  const name = nameOf(credential, sessionEmail);
  return <Alert tone="success">{name === null ? authorize.asToken : authorize.as(name)}</Alert>;
}

/** The address of the user in whose name requests are sent; null for a pasted token, which does not show it. */
export function nameOf(credential: Credential, sessionEmail: string | null): string | null {
  if (credential.kind === 'token') return null;
  return credential.kind === 'signed-in'
    ? credential.email
    : (sessionEmail ?? authorize.yourSession);
}

function Choices({ sessionEmail, onClose }: Omit<AuthorizeDialogProps, 'credential'>) {
  return (
    <>
      <p class="dialog-text">{authorize.lead}</p>
      {sessionEmail !== null && (
        <>
          <Button
            class="wide two-lines"
            tone="primary"
            icon={<UserIcon />}
            onClick={() => {
              setCredential({ kind: 'session' });
              onClose();
            }}
          >
            {authorize.useSession}
            <small>{sessionEmail}</small>
          </Button>
          <p class="divider">{authorize.or}</p>
        </>
      )}
      <SignInForm tone={sessionEmail === null ? 'primary' : 'plain'} onClose={onClose} />
      <TokenForm onClose={onClose} />
      <p class="dialog-text">
        {authorize.otherWays} <a href="/login?redirect=/docs">{authorize.signInPage}</a>
        {authorize.thenReturn}
      </p>
    </>
  );
}

interface SignInFormProps {
  readonly tone: 'primary' | 'plain';
  readonly onClose: () => void;
}

function SignInForm({ tone, onClose }: SignInFormProps) {
  const [hasMoreSteps, setMoreSteps] = useState(false);
  return (
    <>
      {hasMoreSteps && <Alert tone="info">{authorize.moreSteps}</Alert>}
      <Form
        label={authorize.form}
        submit={authorize.signIn}
        tone={tone}
        retryField="password"
        action={async (value) => {
          if (await signInHere(value('email'), value('password'))) onClose();
          else setMoreSteps(true);
        }}
      >
        <Field
          name="email"
          type="email"
          label={authorize.email}
          autocomplete="username"
          required
          isVerbatim
          missing={authorize.emailMissing}
        />
        <PasswordField
          name="password"
          label={authorize.password}
          autocomplete="current-password"
          required
          missing={authorize.passwordMissing}
        />
      </Form>
    </>
  );
}

function TokenForm({ onClose }: Pick<SignInFormProps, 'onClose'>) {
  const use = (token: string) => {
    setCredential({ kind: 'token', token: token.trim() });
    onClose();
    return Promise.resolve();
  };
  return (
    <details class="paste">
      <summary>{authorize.paste}</summary>
      <Form
        label={authorize.pasteForm}
        submit={authorize.useToken}
        tone="plain"
        action={(value) => use(value('token'))}
      >
        <Field
          name="token"
          label={authorize.token}
          hint={authorize.tokenHint}
          autocomplete="off"
          required
          isVerbatim
          missing={authorize.tokenMissing}
        />
      </Form>
    </details>
  );
}
