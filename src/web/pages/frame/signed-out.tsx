import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { knownMe } from '../client/account.ts';
import { takeEnd } from '../client/ended-session.ts';
import { Failure } from '../client/failure.ts';
import { resume, shownUser } from '../client/session.ts';
import {
  currentAddress,
  loadSignInMethods,
  providerAddress,
  signIn,
  type SignInMethods,
} from '../client/sign-in-methods.ts';
import { ignoreUnsaved, keepForms } from '../client/unsaved.ts';
import { t } from '../words/words.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { PasswordField } from './field.tsx';
import { Form } from './form.tsx';
import { Loaded, useLoad } from './load.tsx';
import { ProviderButtons } from './provider-buttons.tsx';

interface SignedOutProps {
  /** Opens the sign-in page. */
  readonly leave: () => void;
}

/** Asks the user to sign in again when the session has ended while a page is open. */
export function SignedOut({ leave }: SignedOutProps) {
  const methods = useLoad(loadSignInMethods);
  // Taken, so that the sign-in page does not say it once more.
  const [end] = useState(takeEnd);
  return (
    <Dialog title={t('elsewhere.title')} onClose={() => undefined}>
      <p class="dialog-text">{t(end === 'expired' ? 'elsewhere.expired' : 'elsewhere.text')}</p>
      <Loaded loading={methods}>{(value) => <Methods methods={value} leave={leave} />}</Loaded>
    </Dialog>
  );
}

function Methods({ methods, leave }: SignedOutProps & { readonly methods: SignInMethods }) {
  const me = knownMe();
  const open =
    methods.oidcName === null ? methods.providers : ['oidc' as const, ...methods.providers];
  const providers = open.filter((provider) => me?.authIdentities.includes(provider));
  const hasPassword = methods.hasPasswords && me?.authIdentities.includes('local') === true;
  const toSignInPage = () => {
    keep();
    leave();
  };
  const other = <Button onClick={toSignInPage}>{t('elsewhere.toSignIn')}</Button>;
  return (
    <>
      {providers.length > 0 && (
        <ProviderButtons
          providers={providers}
          methods={methods}
          addressOf={(provider) => providerAddress(provider, currentAddress())}
          leave={() => {
            keep();
            ignoreUnsaved();
          }}
        />
      )}
      {hasPassword && providers.length > 0 && <p class="divider">{t('confirm.divider')}</p>}
      {hasPassword ? (
        <PasswordForm email={me.email} beside={other} leave={toSignInPage} />
      ) : (
        <div class="dialog-actions">{other}</div>
      )}
    </>
  );
}

/** Keeps what was typed, because the sign-in leaves the page. */
function keep(): void {
  const userId = shownUser();
  if (userId !== null) keepForms(userId);
}

interface PasswordFormProps {
  readonly email: string;
  readonly beside: ComponentChildren;
  readonly leave: () => void;
}

function PasswordForm({ email, beside, leave }: PasswordFormProps) {
  const place = useRef<HTMLDivElement>(null);
  // The dialog was open before the form was there.
  useLayoutEffect(() => place.current?.querySelector('input')?.focus(), []);
  return (
    <Form
      label={t('page.login')}
      submit={t('page.login')}
      retryField="password"
      beside={beside}
      isGuarded={false}
      action={async (values) => {
        const outcome = await signIn(email, values('password'));
        if (outcome === 'pending') throw new Failure({ code: 'account_pending' });
        // The sign-in page asks for the new password.
        if (outcome === 'temporary password') leave();
        else resume();
      }}
    >
      <p>
        <span class="muted">{t('field.email')}</span> {email}
      </p>
      {/* Lets password managers find the account. */}
      <input type="email" autocomplete="username" value={email} readOnly hidden />
      <div ref={place}>
        <PasswordField
          name="password"
          label={t('field.password')}
          autocomplete="current-password"
          required
          missing={t('field.missingPassword')}
        />
      </div>
    </Form>
  );
}
