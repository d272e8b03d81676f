import { loadGroups } from '../groups/groups.ts';
import { useLoad } from '../../frame/load.tsx';
import { providerFaces } from '../../client/provider-faces.ts';
import type { ProviderName } from '../../frame/providers.tsx';
import { t } from '../../words/words.ts';
import { SearchBox, SelectBox } from '../parts/filters.tsx';
import type { ListQuery } from '../parts/list-query.ts';
import { filterOf, isFiltered, sortOf, sorts, usualSort } from './user-query.ts';

interface UserFiltersProps {
  readonly query: ListQuery;
  readonly nameOf: (method: ProviderName) => string;
}

const methods = ['local', 'oidc', ...providerFaces.names] as const;
const statuses = ['active', 'pending', 'disabled'] as const;
const roles = ['admin', 'user'] as const;

/** The search and the filters of the list of users, kept in the address. */
export function UserFilters({ query, nameOf }: UserFiltersProps) {
  const choose = (name: string) => (value: string) => {
    query.change({ [name]: value });
  };
  return (
    <div class="filters">
      <SearchBox
        label={t('users.search')}
        value={query.get('search')}
        search={(search) => {
          query.change({ search }, { replace: true });
        }}
      />
      <SelectBox
        label={t('users.status')}
        value={query.get('status')}
        choices={[
          ['', t('users.filter.anyStatus')],
          ...statuses.map((status) => [status, t(`users.status.${status}`)] as const),
        ]}
        choose={choose('status')}
      />
      <SelectBox
        label={t('users.filter.role')}
        value={query.get('role')}
        choices={[
          ['', t('users.filter.anyRole')],
          ...roles.map((role) => [role, t(`users.role.${role}`)] as const),
        ]}
        choose={choose('role')}
      />
      <SelectBox
        label={t('users.methods')}
        value={query.get('provider')}
        choices={[
          ['', t('users.filter.anyMethod')],
          ...methods.map((method) => [method, nameOf(method)] as const),
        ]}
        choose={choose('provider')}
      />
      <GroupBox query={query} />
      <SortBox query={query} />
      {isFiltered(filterOf(query)) && (
        <a class="filters-clear" href={clearedAddress(query)}>
          {t('list.clear')}
        </a>
      )}
    </div>
  );
}

/** The filter by group, where there are groups; a group in the address that is gone stays in the box. */
function GroupBox({ query }: { readonly query: ListQuery }) {
  const groups = useLoad(loadGroups).value ?? [];
  const chosen = query.get('group');
  const names = groups.map(({ name }) => name);
  if (names.length === 0 && chosen === '') return null;
  const shown = chosen === '' || names.includes(chosen) ? names : [chosen, ...names];
  return (
    <SelectBox
      class="group-box"
      label={t('users.filter.group')}
      value={chosen}
      choices={[['', t('users.filter.anyGroup')], ...shown.map((name) => [name, name] as const)]}
      choose={(group) => {
        query.change({ group });
      }}
    />
  );
}

/** The order, for screens without the headings of the columns. */
function SortBox({ query }: { readonly query: ListQuery }) {
  return (
    <SelectBox
      class="sort-box"
      label={t('list.sort')}
      value={sortOf(query)}
      choices={sorts.map((sort) => [sort, t(`users.sort.${sort}`)] as const)}
      choose={(sort) => {
        query.change({ sort: sort === usualSort ? '' : sort });
      }}
    />
  );
}

function clearedAddress(query: ListQuery): string {
  const sort = query.get('sort');
  return sort === '' ? '/admin/users' : `/admin/users?${new URLSearchParams({ sort })}`;
}
