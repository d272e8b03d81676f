import { useEffect, useState } from 'preact/hooks';
import { keptTicket } from '../client/pending-ticket.ts';
import { hasSession } from '../client/session.ts';
import { loadSignInMethods, type SignInMethods } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { navigate } from '../frame/navigation.ts';
import { Support } from '../frame/support.tsx';
import { rich, t } from '../words/words.ts';
import { ConfirmFirst } from './confirm-first.tsx';
import { proceed } from './destination.ts';
import { RegisterForm } from './register-form.tsx';
import { Waiting } from './waiting.tsx';

export function RegisterPage() {
  const methods = useLoad(loadSignInMethods);
  const [ticket, setTicket] = useState(keptTicket);
  const [unconfirmed, setUnconfirmed] = useState<string | null>(null);
  const [isHome] = useState(() => ticket === null && hasSession());
  useEffect(() => {
    if (isHome) proceed(null);
  }, [isHome]);
  if (isHome) return null;
  if (ticket !== null) return <Waiting ticket={ticket} leave={toLogin} />;
  if (unconfirmed !== null) return <ConfirmFirst email={unconfirmed} leave={toLogin} />;
  const isFirst = methods.value?.needsFirstUser === true && isOpen(methods.value);
  return (
    <EntryLayout
      title={t(isFirst ? 'register.first' : 'page.register')}
      {...(isFirst ? { lead: t('register.firstLead') } : {})}
      footer={!isFirst && <BackToLogin />}
    >
      <Loaded loading={methods} lines={6}>
        {(value) =>
          isOpen(value) ? (
            <RegisterForm
              methods={value}
              confirm={setUnconfirmed}
              wait={() => {
                setTicket(keptTicket());
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

function toLogin(): void {
  navigate('/login');
}

function Closed({ methods }: { readonly methods: SignInMethods }) {
  if (!methods.hasPasswords) return <Alert tone="info">{t('register.byProvider')}</Alert>;
  return (
    <Alert tone="info">
      {t('error.registration_disabled')} <Support />
    </Alert>
  );
}

function BackToLogin() {
  return <p>{rich('register.signIn', { link: (text) => <a href="/login">{text}</a> })}</p>;
}
