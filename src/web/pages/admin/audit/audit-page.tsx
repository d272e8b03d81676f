import { ListIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { SelectBox } from '../parts/filters.tsx';
import { pageSize, useListQuery } from '../parts/list-query.ts';
import { Pager } from '../parts/pager.tsx';
import { Panel } from '../parts/panel.tsx';
import { type Entry, loadAudit } from './audit-log.ts';
import { EventEntry } from './event-entry.tsx';
import { eventGroups } from './event-words.ts';
import { PersonFilter } from './person-filter.tsx';

export function AuditPage() {
  const query = useListQuery();
  const filter = { user: query.get('user'), event: query.get('event') };
  const skip = (query.page - 1) * pageSize;
  const key = JSON.stringify([filter, skip]);
  const log = useLoad(() => loadAudit({ ...filter, skip, take: pageSize }), key);
  const isFiltered = filter.user !== '' || filter.event !== '';
  return (
    <Panel title="Audit log" lead="Who did what, from where. Open an entry for all of it.">
      <div class="filters">
        <PersonFilter
          id={filter.user}
          email={emailOf(filter.user, log.value?.entries ?? [])}
          choose={(user) => {
            query.change({ user });
          }}
        />
        <SelectBox
          label="Event"
          value={filter.event}
          choices={[['', 'Every event']]}
          groups={eventGroups}
          choose={(event) => {
            query.change({ event });
          }}
        />
      </div>
      <div class="card flush">
        <Loaded loading={log} lines={8}>
          {({ entries, total }) => (
            <>
              <p class="off-screen" role="status">
                {total} found
              </p>
              {entries.length === 0 && <Nothing isFiltered={isFiltered} />}
              <ul class="entries">
                {entries.map((entry) => (
                  <EventEntry key={entry.id} entry={entry} />
                ))}
              </ul>
            </>
          )}
        </Loaded>
      </div>
      <Pager page={query.page} total={log.value?.total ?? 0} goTo={query.goTo} />
    </Panel>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <EmptyState
      icon={<ListIcon />}
      title={isFiltered ? 'No such entries' : 'Nothing has happened yet'}
    >
      {isFiltered && <a href="/admin/audit">Show the whole log</a>}
    </EmptyState>
  );
}

/** Finds the user's address in the loaded entries, so that it needs no request. */
function emailOf(id: string, entries: readonly Entry[]): string | null {
  const parties = entries.flatMap(({ actor, target }) => [actor, target]);
  return parties.find((party) => party?.id === id)?.email ?? null;
}
