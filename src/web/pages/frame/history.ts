/** Sent to the window when the address has changed. */
export const moved = 'anchor-navigated';

interface PageGuard {
  readonly hasChanges: () => boolean;
  /** Asks the user, who may want to stay. */
  readonly mayLeave: () => Promise<boolean>;
}

let guard: PageGuard = { hasChanges: () => false, mayLeave: () => Promise.resolve(true) };

/** The number of the current entry in the history of this tab; with it a step is undone. */
let entry = 0;
/** The path of the page that is shown, while the address may be ahead of it. */
let shownPath = location.pathname;
let isAgreed = false;
let undone: (() => void) | null = null;

/** Follows the history of the tab, and asks before a page with unsaved changes is left. */
export function watchHistory(given: PageGuard): void {
  guard = given;
  const state: unknown = history.state;
  entry = entryOf(state) ?? 0;
  // Pages keep facts of their own there, such as the row that was opened.
  history.replaceState({ ...(typeof state === 'object' ? state : null), entry }, '');
  addEventListener('popstate', (event) => void arrive(entryOf(event.state)));
  addEventListener('beforeunload', (event) => {
    if (guard.hasChanges()) event.preventDefault();
  });
}

/** Shows another address, in a new entry of the history or in place of the current one. */
export function showAddress(url: URL, isReplaced: boolean): void {
  if (isReplaced) history.replaceState({ entry }, '', url);
  else history.pushState({ entry: ++entry }, '', url);
  accept(entry);
}

/** Whether the page may be left for a path: nothing is unsaved, or the user agrees. */
export async function isFree(pathname: string): Promise<boolean> {
  return pathname === shownPath || !guard.hasChanges() || (await guard.mayLeave());
}

/** The browser has gone to another entry: shows its page, or returns until the user agrees. */
async function arrive(found: number | null): Promise<void> {
  // A link to a part of the page adds an entry without a number.
  const reached = found ?? entry + 1;
  if (found === null) history.replaceState({ entry: reached }, '');
  const distance = reached - entry;
  if (distance === 0) {
    undone?.();
    return;
  }
  if (isAgreed || location.pathname === shownPath || !guard.hasChanges()) {
    isAgreed = false;
    accept(reached);
    return;
  }
  const isBack = new Promise<void>((resolve) => {
    undone = resolve;
  });
  history.go(-distance);
  await isBack;
  undone = null;
  if (!(await guard.mayLeave())) return;
  isAgreed = true;
  history.go(distance);
}

function accept(reached: number): void {
  entry = reached;
  shownPath = location.pathname;
  dispatchEvent(new Event(moved));
}

function entryOf(state: unknown): number | null {
  const isOurs = typeof state === 'object' && state !== null && 'entry' in state;
  return isOurs && typeof state.entry === 'number' ? state.entry : null;
}
