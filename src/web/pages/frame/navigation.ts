import { useLayoutEffect, useState } from 'preact/hooks';
import { routeAt } from './routes.ts';

interface NavigationOptions {
  /** Whether the page that is left should not be come back to. */
  readonly replace?: boolean;
}

const moved = 'anchor-navigated';

/** Goes to a path of this site: one of our pages without loading anew, else as a link would. */
export function navigate(path: string, { replace = false }: NavigationOptions = {}): void {
  const url = new URL(path, location.origin);
  if (routeAt(url.pathname) === undefined) {
    if (replace) location.replace(url);
    else location.assign(url);
    return;
  }
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  dispatchEvent(new Event(moved));
}

/** Takes the query out of the address bar and of the history, without going anywhere. */
export function dropQuery(): void {
  history.replaceState(history.state, '', location.pathname);
}

/** The path of the page that is shown; renders anew when it changes. */
export function usePath(): string {
  return useAddress(() => location.pathname);
}

/** The query of the address, `?…` or empty; renders anew when it changes. */
export function useSearch(): string {
  return useAddress(() => location.search);
}

function useAddress(read: () => string): string {
  const [part, setPart] = useState(read);
  // Before any effect of the page itself, which may lead elsewhere at once.
  useLayoutEffect(() => {
    const update = () => {
      setPart(read());
    };
    // What changed between the first render and now.
    update();
    addEventListener('popstate', update);
    addEventListener(moved, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(moved, update);
    };
  }, []);
  return part;
}

/** Lets plain links between our pages keep the session's access token in memory. */
export function followLinks(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || event.defaultPrevented || !isPlain(event) || !isOurs(link)) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}

/** Anything else is meant for the browser, such as opening a new tab. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

function isOurs(link: HTMLAnchorElement): boolean {
  return (
    link.origin === location.origin && link.hash === '' && routeAt(link.pathname) !== undefined
  );
}
