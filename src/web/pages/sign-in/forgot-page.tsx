import { useState } from 'preact/hooks';
import { carryAddress, takeAddress } from '../client/carried-address.ts';
import { loadSignInMethods } from '../client/sign-in-methods.ts';
import { request } from '../client/request.ts';
import { Alert } from '../frame/alert.tsx';
import { Field } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { MailIcon } from '../frame/icons.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { Support } from '../frame/support.tsx';
import { rich, t } from '../words/words.ts';

/** Asks for a link with which a person chooses a new password. */
export function ForgotPage() {
  const methods = useLoad(loadSignInMethods);
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <EntryLayout
      title={t(sentTo === null ? 'forgot.title' : 'forgot.sentTitle')}
      {...(sentTo === null ? { lead: t('forgot.lead') } : {})}
      footer={<p>{rich('forgot.back', { link: (text) => <a href="/login">{text}</a> })}</p>}
    >
      {sentTo === null ? (
        <Loaded loading={methods} lines={3}>
          {({ sendsMail }) => (sendsMail ? <Ask sent={setSentTo} /> : <WithoutMail />)}
        </Loaded>
      ) : (
        <Sent email={sentTo} />
      )}
    </EntryLayout>
  );
}

function Ask({ sent }: { readonly sent: (email: string) => void }) {
  const [address] = useState(takeAddress);
  return (
    <Form
      label={t('forgot.title')}
      submit={t('forgot.submit')}
      retryField="email"
      isGuarded={false}
      action={async (values) => {
        const json = { email: values('email') };
        await request('/api/auth/forgot-password', { method: 'POST', json });
        carryAddress(json.email);
        sent(json.email);
      }}
    >
      <Field
        name="email"
        label={t('field.email')}
        type="email"
        autocomplete="username"
        required
        autofocus={address === undefined}
        missing={t('field.missingEmail')}
        {...(address === undefined ? {} : { defaultValue: address })}
      />
    </Form>
  );
}

function Sent({ email }: { readonly email: string }) {
  return (
    <div class="standing" role="status">
      <MailIcon />
      <p>{rich('forgot.sent', { email: <bdi>{email}</bdi> })}</p>
      <p class="muted">{t('forgot.later')}</p>
    </div>
  );
}

function WithoutMail() {
  return (
    <Alert tone="info">
      {t('forgot.noMail')} <Support />
    </Alert>
  );
}
