import { useState } from 'preact/hooks';
import { Alert } from '../../frame/alert.tsx';
import { Field } from '../../frame/field.tsx';
import { Form } from '../../frame/form.tsx';
import { t } from '../../words/words.ts';
import { type MailTest, resultWords, testMail } from './mail-settings.ts';

/** Sends a test mail, usually to the administrator, and tells how that ended. */
export function MailTestForm({ to }: { readonly to: string }) {
  const [result, setResult] = useState<MailTest | null>(null);
  return (
    <>
      <Form
        label={t('mail.testTitle')}
        submit={t('mail.test')}
        tone="plain"
        isGuarded={false}
        action={async (values) => {
          setResult(null);
          setResult(await testMail(values('to').trim()));
        }}
      >
        <Field
          name="to"
          type="email"
          label={t('mail.testTo')}
          autocomplete="email"
          isVerbatim
          required
          defaultValue={to}
        />
      </Form>
      {result !== null && (
        <Alert tone={result.ok ? 'success' : 'danger'}>{resultWords(result)}</Alert>
      )}
    </>
  );
}
