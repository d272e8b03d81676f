import { pageSize, type ListQuery } from '../parts/list-query.ts';
import type { UserFilter } from './users.ts';

/** The columns by which the server can sort. */
export type SortKey = 'name' | 'email' | 'createdAt' | 'lastLoginAt';

export type Sort = SortKey | `-${SortKey}`;

/** In the order of the choice on small screens. */
export const sorts = [
  '-createdAt',
  'createdAt',
  'name',
  '-name',
  'email',
  '-email',
  '-lastLoginAt',
  'lastLoginAt',
] as const satisfies readonly Sort[];

/** The order of the server when none is chosen. */
export const usualSort: Sort = '-createdAt';

/** The order in the address; one that does not exist is the usual one. */
export function sortOf(query: ListQuery): Sort {
  const wanted = query.get('sort');
  return sorts.find((sort) => sort === wanted) ?? usualSort;
}

/** The filters in the address; those that the server does not know are left out. */
export function filterOf(query: ListQuery) {
  const sort = sortOf(query);
  return {
    search: query.get('search'),
    status: query.get('status'),
    role: query.get('role'),
    provider: query.get('provider'),
    group: query.get('group'),
    sort: sort === usualSort ? '' : sort,
  } satisfies UserFilter;
}

/** Whether the list leaves any user out. */
export function isFiltered({
  search,
  status,
  role,
  provider,
  group,
}: Required<UserFilter>): boolean {
  return [search, status, role, provider, group].some((value) => value !== '');
}

/** How many entries come before the page. */
export function skipOf(query: ListQuery): number {
  return (query.page - 1) * pageSize;
}
