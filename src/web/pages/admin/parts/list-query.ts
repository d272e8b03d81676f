import { navigate, useSearch } from '../../frame/navigation.ts';

export const pageSize = 25;

type Changes = Readonly<Record<string, string>>;

/** The filters and the page of a list, kept in the address so that Back, reload and links restore them. */
export interface ListQuery {
  readonly get: (name: string) => string;
  /** Counted from 1. */
  readonly page: number;
  /** Changes filters and returns to the first page; an empty text removes a filter. */
  readonly change: (changes: Changes, how?: { readonly replace?: boolean }) => void;
  readonly goTo: (page: number) => void;
}

export function useListQuery(): ListQuery {
  const params = new URLSearchParams(useSearch());
  return {
    get: (name) => params.get(name) ?? '',
    page: pageOf(params.get('page')),
    change: (changes, { replace = false } = {}) => {
      go({ page: '', ...changes }, replace);
    },
    goTo: (page) => {
      go({ page: page === 1 ? '' : String(page) });
      scrollTo(0, 0);
    },
  };
}

function go(changes: Changes, replace = false): void {
  // Reads the current address, because another filter may have changed during the pause after typing.
  const wanted = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') wanted.delete(name);
    else wanted.set(name, value);
  }
  const query = wanted.toString();
  navigate(location.pathname + (query === '' ? '' : `?${query}`), { replace });
}

function pageOf(text: string | null): number {
  const page = Number(text ?? 1);
  return Number.isSafeInteger(page) && page > 0 ? Math.min(page, 1_000_000) : 1;
}
