import { useState } from 'preact/hooks';
import { hasSession } from '../client/session.ts';
import { loadSignInMethods } from '../client/sign-in-methods.ts';
import { site } from '../client/site.ts';
import { Alert } from '../frame/alert.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { navigate } from '../frame/navigation.ts';
import { ConfirmFirst } from '../sign-in/confirm-first.tsx';
import { ProviderLinks } from '../sign-in/provider-links.tsx';
import { RegisterForm } from '../sign-in/register-form.tsx';
import { momentOf } from '../words/format.ts';
import { rich, t } from '../words/words.ts';
import type { LinkViewProps } from './views.ts';

/** Makes the account of an invitation, with a password or at a provider. */
export function Invited(props: LinkViewProps) {
  const { opened } = props;
  const [unconfirmed, setUnconfirmed] = useState<string | null>(null);
  const [isSignedIn] = useState(hasSession);
  if (unconfirmed !== null) return <ConfirmFirst email={unconfirmed} leave={toLogin} />;
  const by = opened.by ?? null;
  const { name: brand } = site.brand;
  return (
    <EntryLayout
      title={t('invited.title', { brand })}
      {...(by === null ? {} : { lead: rich('invited.by', { person: <bdi>{by}</bdi> }) })}
      footer={!isSignedIn && <HasAccount />}
    >
      {opened.role === 'admin' && <Alert tone="info">{t('invited.administrator')}</Alert>}
      {isSignedIn ? <SignedIn /> : <Ways {...props} confirm={setUnconfirmed} />}
      <p class="muted">{t('invited.until', { time: momentOf(opened.expiresAt) })}</p>
    </EntryLayout>
  );
}

function toLogin(): void {
  navigate('/login');
}

function HasAccount() {
  return <p>{rich('register.signIn', { link: (text) => <a href="/login">{text}</a> })}</p>;
}

function SignedIn() {
  return (
    <>
      <Alert tone="info">{t('invited.signedIn')}</Alert>
      <a class="button plain wide" href="/account">
        {t('invited.toAccount')}
      </a>
    </>
  );
}

interface WaysProps extends LinkViewProps {
  readonly confirm: (email: string) => void;
}

/** The providers and the form, as far as this server offers them. */
function Ways({ token, opened, ended, confirm }: WaysProps) {
  const methods = useLoad(loadSignInMethods);
  const invited = { token, email: opened.email, name: opened.name ?? '', ended };
  return (
    <Loaded loading={methods} lines={6}>
      {(value) => (
        <>
          {opened.email !== null && !value.hasPasswords && (
            <p class="muted">{t('invited.address', { email: opened.email })}</p>
          )}
          <ProviderLinks methods={value} redirect={null} invitation={token} />
          {value.hasPasswords && (
            <RegisterForm methods={value} invited={invited} confirm={confirm} wait={toLogin} />
          )}
        </>
      )}
    </Loaded>
  );
}
