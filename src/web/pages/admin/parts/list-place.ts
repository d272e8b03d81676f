// Going back from the page of one entry shows the list as it was left: the address keeps its filters, and its entry in
// the history keeps which row was opened and how far the page was scrolled, also across a reload.
import { useEffect } from 'preact/hooks';
import { focusHeading } from '../../frame/heading.ts';

interface Row {
  readonly row: string;
  readonly top: number;
}

/** The address of the list from which a row was just opened. */
let opened: string | null = null;

/** To be called when a row is opened, before the browser goes to its page. */
export function rememberRow(row: string): void {
  keep({ row, top: scrollY } satisfies Row);
  opened = location.pathname + location.search;
}

/** The row that was opened from the list at this entry of the history; null if none was. */
export function rememberedRow(): Row | null {
  const state: unknown = history.state;
  return isRow(state) ? state : null;
}

/** The id of the link that opens a row. */
export function rowLinkId(row: string): string {
  return `row-${row}`;
}

/** Scrolls to the row that was opened last and focuses it, once the rows are on the page. */
export function useRowPlace(isShown: boolean): void {
  useEffect(() => {
    const place = isShown ? rememberedRow() : null;
    if (place === null) return;
    scrollTo(0, place.top);
    const link = document.getElementById(rowLinkId(place.row));
    if (link === null) focusHeading(document);
    else link.focus({ preventScroll: true });
  }, [isShown]);
}

/**
 * The address of the list that the page of an entry was opened from, stored in the history entry of that page; null
 * when it was opened in another way. The list is then the previous entry of the history.
 */
export function listBehind(): string | null {
  if (opened !== null) keep({ list: opened });
  opened = null;
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'list' in state ? String(state.list) : null;
}

/** Adds to what the entry of the history holds already. */
function keep(facts: Readonly<Record<string, unknown>>): void {
  const before: unknown = history.state;
  history.replaceState({ ...(typeof before === 'object' ? before : null), ...facts }, '');
}

function isRow(state: unknown): state is Row {
  return (
    typeof state === 'object' &&
    state !== null &&
    'row' in state &&
    typeof state.row === 'string' &&
    'top' in state &&
    typeof state.top === 'number'
  );
}
