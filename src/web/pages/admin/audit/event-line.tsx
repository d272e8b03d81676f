import { deviceOf, placeOf } from '../../../device-name.ts';
import { WarningIcon } from '../../frame/icons.tsx';
import { Time } from '../../frame/time.tsx';
import type { Entry } from './audit-log.ts';
import { detailsInWords, wordsFor } from './event-words.ts';

/** One log entry in two lines: the event with its users, then the client. */
export function EventLine({ entry }: { readonly entry: Entry }) {
  const details = detailsInWords(entry.details);
  return (
    <div class="event-line">
      <span class={`event-what ${entry.outcome}`}>
        {entry.outcome === 'failure' ? <WarningIcon /> : <span class="dot" />}
        <strong>{wordsFor(entry.event)}</strong>
        {entry.outcome === 'failure' && <span class="off-screen"> (a failure)</span>}
      </span>
      <span class="muted small event-when">
        <Time at={entry.at} />
      </span>
      <span class="event-who">
        <Parties entry={entry} />
      </span>
      <span class="muted small event-where">
        {[...details, originOf(entry)].filter((part) => part !== '').join(' · ')}
      </span>
    </div>
  );
}

/** The acting and the affected user; one name when they are the same. */
function Parties({ entry: { actor, target } }: { readonly entry: Entry }) {
  const from = actor?.email ?? null;
  const to = target?.email ?? null;
  if (from === null || from === to) return <>{to ?? from ?? 'The command line'}</>;
  if (to === null) return <>{from}</>;
  return (
    <>
      {from} <span class="muted">→</span> {to}
    </>
  );
}

function originOf({ userAgent, ip }: Entry): string {
  if (userAgent === null && ip === null) return 'on the server';
  return `${deviceOf(userAgent).name}, ${placeOf(ip)}`;
}
