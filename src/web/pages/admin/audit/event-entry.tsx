import { ChevronIcon } from '../../frame/icons.tsx';
import { t } from '../../words/words.ts';
import { Fact } from '../parts/fact.tsx';
import type { Entry } from './audit-log.ts';
import { clientNameOf, originOf } from './client-name.ts';
import { clockOf, exactlyOf } from './days.ts';
import { labelOf } from './event-groups.ts';
import { Outcome } from './event-line.tsx';
import { notesOf } from './event-notes.ts';
import { EventSentence } from './event-sentence.tsx';

interface EventEntryProps {
  readonly entry: Entry;
  readonly oidcName: string | null;
}

/** A row of the log that expands to all its fields. */
export function EventEntry({ entry, oidcName }: EventEntryProps) {
  const notes = notesOf(entry);
  return (
    <li>
      <details class={`entry-details ${entry.outcome}`}>
        <summary>
          <div class={`event ${entry.outcome}`}>
            <Outcome entry={entry} />
            <time class="event-clock" dateTime={entry.at}>
              {clockOf(entry.at)}
            </time>
            <div class="event-text">
              <span class="event-sentence">
                <EventSentence entry={entry} oidcName={oidcName} />
              </span>
              {notes.length > 0 && <span class="event-notes">{notes.join(' · ')}</span>}
            </div>
            <span class="event-origin">{originOf(entry)}</span>
          </div>
          <ChevronIcon />
        </summary>
        <Facts entry={entry} />
      </details>
    </li>
  );
}

function Facts({ entry }: { readonly entry: Entry }) {
  const notes = notesOf(entry);
  return (
    <dl class="facts">
      <Fact name={t('audit.when')}>{exactlyOf(entry.at)}</Fact>
      <Fact name={t('audit.event')}>
        {labelOf(entry.event)} <code>{entry.event}</code>
        {notes.map((note) => (
          <span key={note} class="event-note">
            {note}
          </span>
        ))}
      </Fact>
      <Fact name={t('audit.by')}>
        <Party
          party={entry.actor}
          absent={t(isFromOutside(entry) ? 'audit.byUnknown' : 'audit.commandLine')}
        />
      </Fact>
      {entry.target !== null && (
        <Fact name={t('audit.account')}>
          <Party party={entry.target} absent={t('audit.unknown')} />
        </Fact>
      )}
      {isFromOutside(entry) && (
        <>
          <Fact name={t('audit.browser')}>
            {clientNameOf(entry) ?? t('audit.unknown')}
            {entry.userAgent !== null && <code class="event-agent">{entry.userAgent}</code>}
          </Fact>
          <Fact name={t('audit.ip')}>{entry.ip ?? t('audit.unknown')}</Fact>
        </>
      )}
    </dl>
  );
}

/** What was done on the server itself has neither browser nor address. */
function isFromOutside({ userAgent, ip }: Entry): boolean {
  return userAgent !== null || ip !== null;
}

interface PartyProps {
  readonly party: Entry['actor'];
  readonly absent: string;
}

function Party({ party, absent }: PartyProps) {
  if (party === null) return <span class="muted">{absent}</span>;
  if (party.id === null) return <>{party.email}</>;
  return <a href={`/admin/audit?user=${party.id}`}>{party.email ?? party.id}</a>;
}
