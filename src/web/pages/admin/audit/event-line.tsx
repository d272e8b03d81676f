import { WarningIcon } from '../../frame/icons.tsx';
import { Time } from '../../frame/time.tsx';
import { t } from '../../words/words.ts';
import type { Entry } from './audit-log.ts';
import { originOf } from './client-name.ts';
import { notesOf } from './event-notes.ts';
import { EventSentence } from './event-sentence.tsx';

interface EventLineProps {
  readonly entry: Entry;
  readonly oidcName: string | null;
}

/** A log entry outside the log: the sentence, why and what, then when and from where. */
export function EventLine({ entry, oidcName }: EventLineProps) {
  const notes = notesOf(entry);
  return (
    <div class={`event ${entry.outcome}`}>
      <Outcome entry={entry} />
      <div class="event-text">
        <span class="event-sentence">
          <EventSentence entry={entry} oidcName={oidcName} />
        </span>
        {notes.length > 0 && <span class="event-notes">{notes.join(' · ')}</span>}
        <span class="muted small">
          <Time at={entry.at} /> · {originOf(entry)}
        </span>
      </div>
    </div>
  );
}

/** The mark of a failure, also for those who hear the page; a dot otherwise. */
export function Outcome({ entry }: { readonly entry: Entry }) {
  if (entry.outcome === 'success') return <span class="dot" />;
  return (
    <>
      <WarningIcon />
      <span class="off-screen">{t('audit.failed')}</span>
    </>
  );
}
