import { useEffect, useState } from 'preact/hooks';
import type { Asked } from '../../../features/federation/link-requests/schema.ts';
import { askForLink, confirmLink } from '../client/link-requests.ts';
import type { SignInMethods } from '../client/sign-in-methods.ts';
import { Button } from '../frame/button.tsx';
import { PasswordField } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { focusHeading } from '../frame/heading.ts';
import { ClockIcon, InfoIcon } from '../frame/icons.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Loaded, type Loading } from '../frame/load.tsx';
import { Support } from '../frame/support.tsx';
import { dateOf } from '../words/format.ts';
import { t } from '../words/words.ts';
import { proceed } from './destination.ts';
import { type Step, stepAfter } from './step.ts';

interface LinkOfferProps {
  readonly ticket: string;
  readonly methods: Loading<SignInMethods>;
  readonly redirect: string | null;
  readonly goTo: (step: Step) => void;
  /** Goes to the form of the sign-in page. */
  readonly leave: () => void;
}

/** What a person can do whose sign-in at a provider is not linked to the account with their address. */
export function LinkOffer({ ticket, methods, leave, ...after }: LinkOfferProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  if (asked !== null) return <AskedAlready asked={asked} leave={leave} />;
  return (
    <EntryLayout title={t('link.title')} lead={t('link.text')}>
      <Loaded loading={methods} lines={5}>
        {({ hasPasswords }) => (
          <>
            {hasPasswords && <ByPassword ticket={ticket} {...after} />}
            {hasPasswords && <p class="divider">{t('link.divider')}</p>}
            <ByAdministrator ticket={ticket} isMain={!hasPasswords} done={setAsked} />
          </>
        )}
      </Loaded>
      <Button tone="quiet" class="wide" onClick={leave}>
        {t('pending.toSignIn')}
      </Button>
    </EntryLayout>
  );
}

function ByPassword({ ticket, redirect, goTo }: Omit<LinkOfferProps, 'methods' | 'leave'>) {
  return (
    <Form
      label={t('link.password')}
      submit={t('link.submit')}
      retryField="password"
      action={async (values) => {
        const password = values('password');
        const step = stepAfter(await confirmLink(ticket, password), { password });
        if (step === null) proceed(redirect);
        else goTo(step);
      }}
    >
      <h2>{t('link.password')}</h2>
      <PasswordField
        name="password"
        label={t('field.password')}
        autocomplete="current-password"
        required
        missing={t('field.missingPassword')}
        hint={t('link.passwordText')}
      />
    </Form>
  );
}

interface ByAdministratorProps {
  readonly ticket: string;
  readonly isMain: boolean;
  readonly done: (asked: Asked) => void;
}

function ByAdministrator({ ticket, isMain, done }: ByAdministratorProps) {
  return (
    <Form
      label={t('link.ask')}
      submit={t('link.ask')}
      tone={isMain ? 'primary' : 'plain'}
      action={async () => {
        done(await askForLink(ticket));
      }}
    >
      <p class="muted">{t('link.askText')}</p>
    </Form>
  );
}

interface AskedAlreadyProps {
  readonly asked: Asked;
  readonly leave: () => void;
}

function AskedAlready({ asked, leave }: AskedAlreadyProps) {
  const isRefused = asked.status === 'refused';
  useEffect(() => {
    focusHeading(document);
  }, []);
  return (
    <EntryLayout title={t(isRefused ? 'link.refusedTitle' : 'link.askedTitle')}>
      <div class={`standing ${isRefused ? 'gone' : 'pending'}`} role="status">
        {isRefused ? <InfoIcon /> : <ClockIcon />}
        {isRefused ? (
          <p>
            {t('link.refusedText')} <Support />
          </p>
        ) : (
          <p>{t('link.askedText', { date: dateOf(asked.expiresAt) })}</p>
        )}
      </div>
      <Button tone="plain" class="wide" onClick={leave}>
        {t('pending.toSignIn')}
      </Button>
    </EntryLayout>
  );
}
