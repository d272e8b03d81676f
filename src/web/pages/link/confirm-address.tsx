import { useState } from 'preact/hooks';
import { asFailure } from '../client/failure.ts';
import { hasSession } from '../client/session.ts';
import { leaveNotice } from '../client/sign-in-notice.ts';
import { PasswordField } from '../frame/field.tsx';
import { Form } from '../frame/form.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { navigate } from '../frame/navigation.ts';
import { notify } from '../frame/toast.tsx';
import { momentOf } from '../words/format.ts';
import { rich, t } from '../words/words.ts';
import { confirmAddress } from './links.ts';
import type { LinkViewProps } from './views.ts';

/** Confirms the address of an account, or a new one; the account's session or its password shows whose it is. */
export function ConfirmAddress({ token, opened, ended }: LinkViewProps) {
  const [asksPassword, setAsksPassword] = useState(() => !hasSession());
  const words = texts[opened.kind === 'change_email' ? 'change' : 'verify'];
  const confirm = async (password: string) => {
    const { kind } = opened;
    try {
      await confirmAddress(kind, { token, ...(asksPassword ? { password } : {}) });
    } catch (error) {
      const failure = asFailure(error);
      // The session of this browser is that of another person, or has ended.
      const needsPassword = failure.code === 'link_owner_required' || failure.status === 401;
      if (needsPassword && !asksPassword) setAsksPassword(true);
      else if (failure.code === 'link_invalid') ended();
      else throw failure;
      return;
    }
    if (asksPassword) leaveNotice(t(words.done));
    else notify(t(words.done));
    navigate(asksPassword ? '/login' : '/account', { replace: true });
  };
  return (
    <EntryLayout
      title={t(words.title)}
      lead={rich(words.lead, { email: <bdi>{opened.email ?? ''}</bdi> })}
    >
      <Form
        label={t(words.title)}
        submit={t(words.submit)}
        retryField="password"
        isGuarded={false}
        action={(values) => confirm(values('password'))}
      >
        {asksPassword && (
          <PasswordField
            name="password"
            label={t('field.password')}
            autocomplete="current-password"
            required
            hint={t('link.ownerText')}
            missing={t('field.missingPassword')}
          />
        )}
      </Form>
      {asksPassword && <p class="muted">{t('link.ownerProvider')}</p>}
      <p class="muted">{t('link.until', { time: momentOf(opened.expiresAt) })}</p>
    </EntryLayout>
  );
}

const texts = {
  verify: {
    title: 'link.verify',
    lead: 'link.resetLead',
    submit: 'link.verifySubmit',
    done: 'link.verifyDone',
  },
  change: {
    title: 'link.change',
    lead: 'link.changeLead',
    submit: 'link.changeSubmit',
    done: 'link.changeDone',
  },
} as const;
