import { useEffect, useState } from 'preact/hooks';
import { asFailure } from '../client/failure.ts';
import { exchangeCode } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Skeleton } from '../frame/load.tsx';
import { sentenceFor } from '../frame/sentences.ts';
import { notify } from '../frame/toast.tsx';
import { t } from '../words/words.ts';
import type { Problem } from './arrival.ts';
import { ProceedButton } from './proceed-button.tsx';
import { proceed } from './destination.ts';

interface ExchangeProps {
  readonly code: string;
  readonly failed: (sentence: string) => void;
}

/** Exchanges the login code after a sign-in at a provider, then opens the destination. */
export function Exchange({ code, failed }: ExchangeProps) {
  const [done, setDone] = useState<Done | null>(null);
  useEffect(() => {
    const exchange = async () => {
      const { redirectUrl, notice, kind } = await exchangeCode(code);
      if (kind === 'other') setDone({ next: redirectUrl, what: 'otherPerson' });
      else if (notice === 'password_removed')
        setDone({ next: redirectUrl, what: 'passwordRemoved' });
      else proceed(redirectUrl);
      if (kind === 'again') notify(t('signIn.confirmed'));
    };
    exchange().catch((error: unknown) => {
      failed(sentenceFor(asFailure(error)));
    });
  }, [code]);
  if (done === null) {
    return (
      <EntryLayout title={t('signIn.signingIn')}>
        <Skeleton lines={3} />
      </EntryLayout>
    );
  }
  return (
    <EntryLayout title={t('signIn.signedIn')}>
      <Alert tone="warning">{t(`signIn.${done.what}`)}</Alert>
      <ProceedButton to={done.next}>{t('action.continue')}</ProceedButton>
    </EntryLayout>
  );
}

/** A completed sign-in that needs a notice. */
interface Done {
  readonly next: string | null;
  readonly what: 'otherPerson' | 'passwordRemoved';
}

interface NotConfirmedProps {
  readonly problem: Problem;
  readonly redirect: string | null;
}

/** Shown when a re-authentication failed; the session continues. */
export function NotConfirmed({ problem, redirect }: NotConfirmedProps) {
  return (
    <EntryLayout title={t('signIn.stillSignedIn')}>
      <Alert tone={problem.tone}>{problem.sentence}</Alert>
      <ProceedButton to={redirect}>{t('action.back')}</ProceedButton>
    </EntryLayout>
  );
}
