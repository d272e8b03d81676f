import type { ComponentChildren } from 'preact';
import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { DownIcon, UpIcon } from '../../frame/icons.tsx';
import type { ProviderName } from '../../frame/providers.tsx';
import { t } from '../../words/words.ts';
import type { ListQuery } from '../parts/list-query.ts';
import { SelectAll } from '../parts/select-all.tsx';
import type { SelectionOf } from '../parts/use-selection.ts';
import { type SortKey, sortOf, usualSort } from './user-query.ts';
import { UserRow } from './user-row.tsx';

interface UserTableProps {
  readonly users: readonly ListedUser[];
  /** The id of the signed-in administrator, once it is known. */
  readonly own: string | undefined;
  readonly query: ListQuery;
  readonly selection: SelectionOf<ListedUser>;
  readonly nameOf: (method: ProviderName) => string;
}

export function UserTable({ users, own, query, selection, nameOf }: UserTableProps) {
  return (
    <table class="users">
      <thead>
        <tr>
          <th scope="col" class="cell-pick">
            <SelectAll selection={selection} label={t('users.selectAll')} />
          </th>
          <SortHeading query={query} sort="name">
            {t('users.name')}
          </SortHeading>
          <SortHeading query={query} sort="email">
            {t('field.email')}
          </SortHeading>
          <th scope="col" class="cell-status">
            {t('users.status')}
          </th>
          <th scope="col" class="cell-methods">
            {t('users.methods')}
          </th>
          <SortHeading query={query} sort="createdAt">
            {t('users.joined')}
          </SortHeading>
          <SortHeading query={query} sort="lastLoginAt">
            {t('users.lastSignIn')}
          </SortHeading>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <UserRow
            key={user.id}
            user={user}
            isOwn={user.id === own}
            selection={selection}
            nameOf={nameOf}
          />
        ))}
      </tbody>
    </table>
  );
}

interface SortHeadingProps {
  readonly query: ListQuery;
  readonly sort: SortKey;
  readonly children: ComponentChildren;
}

/** A heading that sorts by its column, and the other way round when it is pressed again. */
function SortHeading({ query, sort, children }: SortHeadingProps) {
  const current = sortOf(query);
  const direction = current === sort ? 'ascending' : current === `-${sort}` ? 'descending' : null;
  const next = nextSort(sort, direction);
  return (
    <th scope="col" class={`cell-${sort}`} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        class="sort"
        onClick={() => {
          query.change({ sort: next === usualSort ? '' : next });
        }}
      >
        {children}
        {direction === 'ascending' && <UpIcon />}
        {direction === 'descending' && <DownIcon />}
      </button>
    </th>
  );
}

/** Texts begin with A, times with the latest. */
function nextSort(sort: SortKey, direction: 'ascending' | 'descending' | null): string {
  const isTime = sort === 'createdAt' || sort === 'lastLoginAt';
  const isDescending = direction === null ? isTime : direction === 'ascending';
  return isDescending ? `-${sort}` : sort;
}
