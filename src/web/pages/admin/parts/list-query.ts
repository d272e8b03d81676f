import { navigate, useSearch } from '../../frame/navigation.ts';

export const pageSize = 25;

type Changes = Readonly<Record<string, string>>;

/** What a list shows, as the address says it: so that going back, a reload and a link show the same. */
export interface ListQuery {
  readonly get: (name: string) => string;
  /** Counted from 1. */
  readonly page: number;
  /** Shows something else, from its first page on; an empty text takes a filter away. */
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
  // Asked anew: what was typed is sent after a pause, in which another filter may have been chosen.
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
