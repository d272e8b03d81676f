import { asFailure } from '../client/failure.ts';
import { leaveNotice } from '../client/sign-in-notice.ts';
import { Form } from '../frame/form.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { navigate } from '../frame/navigation.ts';
import { NewPasswordField } from '../frame/new-password-field.tsx';
import { momentOf } from '../words/format.ts';
import { rich, t } from '../words/words.ts';
import { resetPassword } from './links.ts';
import type { LinkViewProps } from './views.ts';

/** Chooses a new password; the person then signs in with it. */
export function ResetPassword({ token, opened, ended }: LinkViewProps) {
  const email = opened.email ?? '';
  return (
    <EntryLayout
      title={t('link.reset')}
      lead={rich('link.resetLead', { email: <bdi>{email}</bdi> })}
    >
      <Form
        label={t('link.reset')}
        submit={t('link.resetSubmit')}
        retryField="newPassword"
        isGuarded={false}
        action={async (values) => {
          try {
            await resetPassword({ token, newPassword: values('newPassword') });
          } catch (error) {
            const failure = asFailure(error);
            if (failure.code !== 'link_invalid') throw failure;
            ended();
            return;
          }
          leaveNotice(t('link.resetDone', { email }));
          navigate('/login', { replace: true });
        }}
      >
        <NewPasswordField name="newPassword" label={t('link.newPassword')} />
      </Form>
      <p class="muted">{t('link.resetEnds')}</p>
      <p class="muted">{t('link.until', { time: momentOf(opened.expiresAt) })}</p>
    </EntryLayout>
  );
}
