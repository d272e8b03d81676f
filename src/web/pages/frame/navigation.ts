import { useLayoutEffect, useState } from 'preact/hooks';
import { isFree, moved, showAddress } from './history.ts';
import { routeAt } from './routes.ts';

interface NavigationOptions {
  /** Whether the new page replaces the current one in the history. */
  readonly replace?: boolean;
}

/** Goes to a path of this site, without a page load when the path belongs to one of these pages. */
export function navigate(path: string, { replace = false }: NavigationOptions = {}): void {
  const url = new URL(path, location.origin);
  if (routeAt(url.pathname) === undefined) {
    if (replace) location.replace(url);
    else location.assign(url);
    return;
  }
  showAddress(url, replace);
}

/** Removes the query from the address bar and the history entry, without navigation. */
export function dropQuery(): void {
  history.replaceState(history.state, '', location.pathname);
}

/** The path of the current page; renders again when it changes. */
export function usePath(): string {
  return useAddress(() => location.pathname);
}

/** The query of the address, `?…` or empty; renders again when it changes. */
export function useSearch(): string {
  return useAddress(() => location.search);
}

function useAddress(read: () => string): string {
  const [part, setPart] = useState(read);
  // A layout effect runs before the effects of the page, which may navigate at once.
  useLayoutEffect(() => {
    const update = () => {
      setPart(read());
    };
    // The address may have changed since the first render.
    update();
    addEventListener(moved, update);
    return () => {
      removeEventListener(moved, update);
    };
  }, []);
  return part;
}

/** Follows plain links between these pages without a page load, so that nothing in memory is lost. */
export function followLinks(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || event.defaultPrevented || !isPlain(event) || !leadsToPage(link)) return;
  event.preventDefault();
  void follow(link.pathname, link.search);
}

async function follow(pathname: string, search: string): Promise<void> {
  if (await isFree(pathname)) navigate(pathname + search);
}

/** Other clicks, such as those that open a new tab, are left to the browser. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

function leadsToPage(link: HTMLAnchorElement): boolean {
  return (
    link.origin === location.origin && link.hash === '' && routeAt(link.pathname) !== undefined
  );
}
