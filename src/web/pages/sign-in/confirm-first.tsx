import { useEffect } from 'preact/hooks';
import { carryAddress } from '../client/carried-address.ts';
import { Button } from '../frame/button.tsx';
import { focusHeading } from '../frame/heading.ts';
import { MailIcon } from '../frame/icons.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { rich, t } from '../words/words.ts';

interface ConfirmFirstProps {
  readonly email: string;
  /** Goes to the form of the sign-in page. */
  readonly leave: () => void;
}

/** Shown when an account may be used only once its address is confirmed, and a link was mailed. */
export function ConfirmFirst({ email, leave }: ConfirmFirstProps) {
  useEffect(() => {
    focusHeading(document);
  }, []);
  return (
    <EntryLayout title={t('confirmFirst.title')}>
      <div class="standing" role="status">
        <MailIcon />
        <p>{rich('confirmFirst.text', { email: <bdi>{email}</bdi> })}</p>
        <p class="muted">{t('confirmFirst.later')}</p>
      </div>
      <Button
        class="wide"
        onClick={() => {
          carryAddress(email);
          leave();
        }}
      >
        {t('pending.toSignIn')}
      </Button>
    </EntryLayout>
  );
}
