import { useState } from 'preact/hooks';
import type { Me } from '../../../features/sessions/schema.ts';
import { changeEmail, requestVerification } from '../client/account.ts';
import type { SignInMethods } from '../client/sign-in-methods.ts';
import { Alert } from '../frame/alert.tsx';
import { Field } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { Section } from '../frame/layout.tsx';
import { Loaded, type Loading } from '../frame/load.tsx';
import { SubmitButton } from '../frame/submit-button.tsx';
import { Support } from '../frame/support.tsx';
import { rich, t } from '../words/words.ts';

interface EmailSectionProps {
  readonly me: Me;
  readonly methods: Loading<SignInMethods>;
}

/** The person's address: whether it is confirmed, and another one in its place. */
export function EmailSection({ me, methods }: EmailSectionProps) {
  return (
    <Section title={t('email.title')} text={t('email.text')}>
      <Loaded loading={methods}>
        {({ sendsMail }) => (
          <>
            <Address me={me} sendsMail={sendsMail} />
            {sendsMail ? <Change /> : <ByAdministrator />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Address({ me, sendsMail }: { readonly me: Me; readonly sendsMail: boolean }) {
  const [isSent, setSent] = useState(false);
  const { email, emailVerified } = me;
  return (
    <>
      <p class="fact-line">
        <bdi>{email}</bdi>{' '}
        <span class={emailVerified ? 'badge success' : 'badge'}>
          {t(emailVerified ? 'email.confirmed' : 'email.unconfirmed')}
        </span>
      </p>
      {isSent && (
        <Alert tone="info">{rich('email.verificationSent', { email: <bdi>{email}</bdi> })}</Alert>
      )}
      {!emailVerified && sendsMail && !isSent && (
        <div>
          <SubmitButton
            action={async () => {
              await requestVerification();
              setSent(true);
            }}
          >
            {t('email.verify')}
          </SubmitButton>
        </div>
      )}
    </>
  );
}

function Change() {
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <>
      <Form
        label={t('email.change')}
        submit={t('email.change')}
        tone="plain"
        retryField="email"
        resets
        action={async (values) => {
          const email = values('email');
          await changeEmail(email);
          setAsked(email);
        }}
      >
        <Field
          name="email"
          label={t('email.new')}
          type="email"
          autocomplete="email"
          required
          hint={t('email.changeHint')}
          missing={t('field.missingEmail')}
        />
      </Form>
      {asked !== null && (
        <Alert tone="info">{rich('email.changeSent', { email: <bdi>{asked}</bdi> })}</Alert>
      )}
    </>
  );
}

function ByAdministrator() {
  return (
    <p class="muted">
      {t('email.byAdministrator')} <Support />
    </p>
  );
}
