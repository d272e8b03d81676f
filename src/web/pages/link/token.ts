/**
 * The token in the address of the page, which is removed from it at once: an address is shown, copied and kept in
 * histories. Null when there is none, as after a reload. What a mail program added to the address is dropped.
 */
export function takeToken(): string | null {
  const { hash, pathname, search } = location;
  if (hash === '') return null;
  history.replaceState(history.state, '', pathname + search);
  return /^#([\w-]+)/.exec(hash)?.[1] ?? null;
}

/** Calls back when another link is opened in this tab, which loads no page; returns how to stop that. */
export function onNewToken(call: (token: string) => void): () => void {
  const look = () => {
    const token = takeToken();
    if (token !== null) call(token);
  };
  addEventListener('hashchange', look);
  return () => {
    removeEventListener('hashchange', look);
  };
}
