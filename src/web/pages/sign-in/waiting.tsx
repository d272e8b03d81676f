import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { takeAddress } from '../client/carried-address.ts';
import { dropTicket } from '../client/pending-ticket.ts';
import { Button } from '../frame/button.tsx';
import { focusHeading } from '../frame/heading.ts';
import { CheckIcon, ClockIcon, InfoIcon } from '../frame/icons.tsx';
import { EntryLayout } from '../frame/layout.tsx';
import { Support } from '../frame/support.tsx';
import { t } from '../words/words.ts';
import { type Standing, useStanding } from './standing.ts';

interface WaitingProps {
  readonly ticket: string;
  /** Goes to the form of the sign-in page. */
  readonly leave: () => void;
}

/** Where the request of a person for an account stands; asks by itself and shows when it was decided. */
export function Waiting({ ticket, leave }: WaitingProps) {
  const standing = useStanding(ticket);
  const isOver = standing === 'gone';
  useEffect(() => {
    focusHeading(document);
  }, []);
  return (
    <EntryLayout title={titleOf(standing)}>
      <div class={`standing ${standing}`} role="status">
        {icons[standing]}
        {textOf(standing)}
      </div>
      <Button
        tone={standing === 'pending' ? 'plain' : 'primary'}
        class="wide"
        onClick={() => {
          dropTicket();
          if (standing === 'pending' || isOver) takeAddress();
          leave();
        }}
      >
        {actionOf(standing)}
      </Button>
    </EntryLayout>
  );
}

const icons: Readonly<Record<Standing, ComponentChildren>> = {
  pending: <ClockIcon />,
  approved: <CheckIcon />,
  gone: <InfoIcon />,
  expired: <ClockIcon />,
};

function titleOf(standing: Standing): string {
  if (standing === 'pending') return t('pending.title');
  return t(`pending.${standing}`);
}

function textOf(standing: Standing): ComponentChildren {
  if (standing === 'approved') return <p>{t('pending.approvedText')}</p>;
  if (standing === 'expired') return <p>{t('pending.expiredText')}</p>;
  if (standing === 'gone') {
    return (
      <p>
        {t('pending.goneText')} <Support />
      </p>
    );
  }
  return (
    <>
      <p>{t('pending.text')}</p>
      <p class="muted">{t('pending.textLater')}</p>
    </>
  );
}

function actionOf(standing: Standing): string {
  if (standing === 'pending') return t('pending.otherAccount');
  return t(standing === 'gone' ? 'pending.toSignIn' : 'page.login');
}
