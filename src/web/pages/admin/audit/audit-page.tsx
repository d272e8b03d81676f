import type { AuditPage as LoadedPage } from '../../../../features/audit/schema.ts';
import { ListIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, type Loading, useLoad } from '../../frame/load.tsx';
import { t } from '../../words/words.ts';
import { DownloadButton } from '../parts/download-button.tsx';
import { type ListQuery, pageSize, useListQuery } from '../parts/list-query.ts';
import { Pager } from '../parts/pager.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { type AuditFilter, csvPath, type Entry, loadAddress, loadAudit } from './audit-log.ts';
import { daysOf } from './days.ts';
import { EventEntry } from './event-entry.tsx';
import { periodOf } from './period.ts';
import { useOidcName } from '../parts/use-method-names.ts';

export function AuditPage() {
  const query = useListQuery();
  const filter = filterOf(query);
  const skip = (query.page - 1) * pageSize;
  const key = JSON.stringify([filter, skip]);
  const log = useLoad(() => loadAudit(filter, { skip, take: pageSize }), key);
  const total = log.value?.total ?? 0;
  const email = useAddress(filter.user, log);
  return (
    <>
      <AuditFilters filter={filter} email={email} change={query.change} />
      <div class="log-summary">
        <p class="muted" role="status">
          {log.value !== null && t('audit.found', { count: total })}
        </p>
        {total > 0 && <DownloadButton path={csvPath(filter)} />}
      </div>
      <Log log={log} isFiltered={isFiltered(filter)} />
      <Pager page={query.page} total={total} goTo={query.goTo} />
    </>
  );
}

interface LogProps {
  readonly log: Loading<LoadedPage>;
  readonly isFiltered: boolean;
}

function Log({ log, isFiltered: hasFilter }: LogProps) {
  const oidcName = useOidcName();
  return (
    <div class="log">
      <Loaded loading={log} lines={8}>
        {({ entries }) =>
          entries.length === 0 ? (
            <Nothing isFiltered={hasFilter} />
          ) : (
            daysOf(entries).map(({ title, entries: members }) => (
              <section key={title} class="log-day" aria-label={title}>
                <h2>{title}</h2>
                <ul class="card flush entries">
                  {members.map((entry) => (
                    <EventEntry key={entry.id} entry={entry} oidcName={oidcName} />
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Loaded>
    </div>
  );
}

function Nothing({ isFiltered: hasFilter }: { readonly isFiltered: boolean }) {
  return (
    <div class="card">
      <EmptyState icon={<ListIcon />} title={t(hasFilter ? 'audit.noMatch' : 'audit.none')}>
        {hasFilter && (
          <a class="button" href="/admin/audit">
            {t('audit.clear')}
          </a>
        )}
      </EmptyState>
    </div>
  );
}

function filterOf({ get }: ListQuery): AuditFilter {
  return {
    user: get('user'),
    event: get('event'),
    period: periodOf(get),
    isFailure: get('outcome') === 'failure',
  };
}

function isFiltered({ user, event, period, isFailure }: AuditFilter): boolean {
  return user !== '' || event !== '' || period.kind !== '' || isFailure;
}

/** The address of the user whose entries are shown; only asked for when no loaded entry names it. */
function useAddress(id: string, { value }: Loading<LoadedPage>): string | null {
  const found = emailOf(id, value?.entries ?? []);
  const isMissing = id !== '' && value !== null && found === null;
  const load = () => (isMissing ? loadAddress(id) : Promise.resolve(null));
  const asked = useLoad(load, isMissing ? id : '');
  return found ?? asked.value;
}

function emailOf(id: string, entries: readonly Entry[]): string | null {
  const parties = entries.flatMap(({ actor, target }) => [actor, target]);
  return parties.find((party) => party?.id === id)?.email ?? null;
}
