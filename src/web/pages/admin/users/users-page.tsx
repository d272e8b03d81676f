import { useState } from 'preact/hooks';
import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { Button } from '../../frame/button.tsx';
import { PlusIcon, UsersIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { type Choices, SearchBox, SelectBox } from '../parts/filters.tsx';
import { type ListQuery, pageSize, useListQuery } from '../parts/list-query.ts';
import { Pager } from '../parts/pager.tsx';
import { focusPanel, Panel } from '../parts/panel.tsx';
import type { SubPageProps } from '../parts/sub-page.ts';
import { CreateUser, type CreateUserProps } from './create-user.tsx';
import { type MadePassword, PasswordOnce } from './password-once.tsx';
import { UserSheet } from './user-sheet.tsx';
import { UserTable, type UserTableProps } from './user-table.tsx';
import { loadUsers } from './users.ts';

export function UsersPage({ me, stats }: SubPageProps) {
  const query = useListQuery();
  const filter = { search: query.get('search'), status: query.get('status') };
  const skip = (query.page - 1) * pageSize;
  const key = JSON.stringify([filter, skip]);
  const users = useLoad(() => loadUsers({ ...filter, skip, take: pageSize }), key);
  const [opened, setOpened] = useState<ListedUser | null>(null);
  // Kept here, because the dialog that requested it may be closed before the answer arrives.
  const [made, setMade] = useState<MadePassword | null>(null);
  const reload = async () => {
    await Promise.all([users.reload(), stats.reload()]);
  };
  return (
    <Panel title="Users" actions={<NewUser reload={reload} show={setMade} />}>
      <Filters query={query} />
      <Loaded loading={users} lines={8}>
        {(page) => <List {...page} own={me.id} open={setOpened} />}
      </Loaded>
      <Pager page={query.page} total={users.value?.total ?? 0} goTo={query.goTo} />
      {opened !== null && (
        <UserSheet
          key={opened.id}
          user={opened}
          isOwn={opened.id === me.id}
          show={setMade}
          changed={async (user) => {
            // Another user's dialog, or none, may be open when the answer arrives.
            setOpened((now) => (now?.id === opened.id ? user : now));
            await reload();
            if (user === null) focusPanel();
          }}
          close={() => {
            setOpened(null);
          }}
        />
      )}
      {made !== null && (
        <PasswordOnce
          {...made}
          close={() => {
            setMade(null);
          }}
        />
      )}
    </Panel>
  );
}

function NewUser({ reload, show }: Pick<CreateUserProps, 'reload' | 'show'>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        tone="primary"
        icon={<PlusIcon />}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        New user
      </Button>
      {isOpen && (
        <CreateUser
          reload={reload}
          show={show}
          close={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

const statuses: Choices = [
  ['', 'Every status'],
  ['active', 'Active'],
  ['pending', 'Waiting'],
  ['disabled', 'Disabled'],
];

function Filters({ query }: { readonly query: ListQuery }) {
  return (
    <div class="filters">
      <SearchBox
        label="Find by name or e-mail"
        value={query.get('search')}
        search={(search) => {
          query.change({ search }, { replace: true });
        }}
      />
      <SelectBox
        label="Status"
        value={query.get('status')}
        choices={statuses}
        choose={(status) => {
          query.change({ status });
        }}
      />
    </div>
  );
}

function List({ total, ...table }: UserTableProps & { readonly total: number }) {
  return (
    <>
      <p class="off-screen" role="status">
        {`${total} users`}
      </p>
      {table.users.length === 0 ? <NoMatch /> : <UserTable {...table} />}
    </>
  );
}

/** Shown when no user matches the filters; without filters the list contains at least the administrator. */
function NoMatch() {
  return (
    <div class="card">
      <EmptyState icon={<UsersIcon />} title="No user matches">
        <a href="/admin/users">Show all users</a>
      </EmptyState>
    </div>
  );
}
