import { ClockIcon, WarningIcon } from '../../frame/icons.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { Time } from '../../frame/time.tsx';
import { rich, t } from '../../words/words.ts';
import { type Backlog, type OutboxState, retryOutbox } from './outbox.ts';

interface BacklogRowProps {
  readonly backlog: Backlog;
  readonly changed: (state: OutboxState) => void;
}

/** Mails or events that wait to be sent, and why. */
export function BacklogRow({ backlog, changed }: BacklogRowProps) {
  const { channel, waiting, oldestAt, lastError } = backlog;
  const isTroubled = lastError !== null;
  return (
    <li class={`row point ${isTroubled ? 'warning' : 'info'}`}>
      {isTroubled ? <WarningIcon /> : <ClockIcon />}
      <div class="row-text">
        <strong>{t(`outbox.${channel}`, { count: waiting })}</strong>
        {oldestAt !== null && (
          <span class="muted">{rich('outbox.oldest', { time: <Time at={oldestAt} /> })}</span>
        )}
        <Cause backlog={backlog} />
      </div>
      <SubmitButton
        action={async () => {
          changed(await retryOutbox());
        }}
      >
        {t('outbox.retry')}
      </SubmitButton>
    </li>
  );
}

function Cause({ backlog: { isStopped, lastError } }: { readonly backlog: Backlog }) {
  if (isStopped) return <span class="muted">{t('outbox.stopped')}</span>;
  if (lastError === null) return null;
  // The server says it in English.
  const error = <span lang="en">{lastError}</span>;
  return <span class="muted">{rich('outbox.lastError', { error })}</span>;
}
