import { useState } from 'preact/hooks';
import { MailIcon, UsersIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, type Loading, useLoad } from '../../frame/load.tsx';
import { notify } from '../../frame/toast.tsx';
import { numberOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { DownloadButton } from '../parts/download-button.tsx';
import { useRowPlace } from '../parts/list-place.ts';
import { type ListQuery, pageSize, useListQuery } from '../parts/list-query.ts';
import { Pager } from '../parts/pager.tsx';
import { PanelHeader } from '../parts/panel-header.tsx';
import type { SubPageProps } from '../parts/sub-page.ts';
import { useMethodNames } from '../parts/use-method-names.ts';
import { useSelection } from '../parts/use-selection.ts';
import { ActReport, sentenceForDone } from './act-result.tsx';
import { NewUser } from './create-user.tsx';
import { type ActResult, SelectionBar } from './selection-bar.tsx';
import { UserFilters } from './user-filters.tsx';
import { filterOf, skipOf } from './user-query.ts';
import { UserTable } from './user-table.tsx';
import { loadUsers, type UsersPage as UsersPageOf, usersFilePath } from './users.ts';

export function UsersPage({ me, stats }: SubPageProps) {
  const query = useListQuery();
  const filter = filterOf(query);
  const page = { ...filter, skip: skipOf(query), take: pageSize };
  const users = useLoad(() => loadUsers(page), JSON.stringify(page));
  useRowPlace(users.value !== null);
  const reload = async () => {
    await Promise.all([users.reload(), stats.reload()]);
  };
  return (
    <>
      <PanelHeader
        title={t('panel.users')}
        after={users.value !== null && <Total count={users.value.total} />}
        actions={
          <>
            <DownloadButton path={usersFilePath(filter)} />
            <a class="button" href="/admin/invitations">
              <MailIcon />
              {t('panel.invitations')}
            </a>
            <NewUser reload={reload} />
          </>
        }
      />
      <UserList users={users} own={me?.id} query={query} reload={reload} />
    </>
  );
}

interface UserListProps {
  readonly users: Loading<UsersPageOf>;
  /** The id of the signed-in administrator, once it is known. */
  readonly own: string | undefined;
  readonly query: ListQuery;
  readonly reload: () => Promise<void>;
}

function UserList({ users, own, query, reload }: UserListProps) {
  const nameOf = useMethodNames();
  const selection = useSelection(users.value?.users ?? []);
  const [report, setReport] = useState<ActResult | null>(null);
  const acted = async (result: ActResult) => {
    const isWhole = result.failed.length === 0;
    if (isWhole) notify(sentenceForDone(result));
    setReport(isWhole ? null : result);
    selection.selectAll(false);
    await reload();
  };
  const table = { own, query, selection, nameOf };
  return (
    <section class="panel users-panel" aria-label={t('panel.users')}>
      <UserFilters query={query} nameOf={nameOf} />
      {report !== null && (
        <ActReport
          result={report}
          close={() => {
            setReport(null);
          }}
        />
      )}
      <Loaded loading={users} lines={10}>
        {(list) =>
          list.users.length === 0 ? <NoMatch /> : <UserTable users={list.users} {...table} />
        }
      </Loaded>
      <SelectionBar selection={selection} done={acted} />
      <Pager page={query.page} total={users.value?.total ?? 0} goTo={query.goTo} />
    </section>
  );
}

/** How many users match, beside the title; a screen reader hears it when it changes. */
function Total({ count }: { readonly count: number }) {
  return (
    <span class="total" role="status">
      <span aria-hidden="true">{numberOf(count)}</span>
      <span class="off-screen">{t('users.total', { count })}</span>
    </span>
  );
}

/** Shown when no user matches the filters; without filters the list contains at least the administrator. */
function NoMatch() {
  return (
    <div class="card">
      <EmptyState icon={<UsersIcon />} title={t('users.none')}>
        <a class="button" href="/admin/users">
          {t('users.showAll')}
        </a>
      </EmptyState>
    </div>
  );
}
