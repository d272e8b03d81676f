import { ChevronIcon } from '../../frame/icons.tsx';
import { Fact } from '../parts/fact.tsx';
import type { Entry } from './audit-log.ts';
import { EventLine } from './event-line.tsx';

const exactly = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** A log entry that expands to all its fields. */
export function EventEntry({ entry }: { readonly entry: Entry }) {
  return (
    <li>
      <details class={`entry-details ${entry.outcome}`}>
        <summary>
          <EventLine entry={entry} />
          <ChevronIcon />
        </summary>
        <dl class="facts">
          <Fact name="When">{exactly.format(new Date(entry.at))}</Fact>
          <Fact name="Who">
            <Party party={entry.actor} absent="No signed-in user" />
          </Fact>
          <Fact name="Account">
            <Party party={entry.target} absent="None" />
          </Fact>
          <Fact name="Address">{entry.ip ?? 'Unknown'}</Fact>
          <Fact name="Program">{entry.userAgent ?? 'Unknown'}</Fact>
          <Fact name="Event">
            <code>{entry.event}</code>
          </Fact>
          {Object.entries(entry.details ?? {}).map(([name, value]) => (
            <Fact key={name} name={name}>
              {String(value)}
            </Fact>
          ))}
        </dl>
      </details>
    </li>
  );
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
