import type { ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cancelConfirmation } from '../client/confirmation.ts';
import { hasSession, watchSession } from '../client/session.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { ConfirmIdentity } from './confirm-identity.tsx';
import { focusHeading } from './heading.ts';
import { followLinks, navigate, usePath } from './navigation.ts';
import { Nowhere } from './nowhere.tsx';
import { routeAt } from './routes.ts';
import { Toasts } from './toast.tsx';
import { t, useLanguage } from '../words/words.ts';

/** The page at the current address, and the parts that all pages share. */
export function App() {
  const path = usePath();
  useLanguage();
  useLayoutEffect(() => {
    watchSession(() => {
      cancelConfirmation();
      if (routeAt(location.pathname)?.isPrivate === true) toLogin();
    });
    document.addEventListener('click', followLinks);
  }, []);
  return (
    <>
      <CurrentPage path={path} />
      <ConfirmIdentity />
      <Toasts />
    </>
  );
}

interface Shown {
  readonly path: string;
  readonly Page: ComponentType;
}

function CurrentPage({ path }: { readonly path: string }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, reset] = useErrorBoundary(console.error);
  const [isLost, setLost] = useState(false);
  const isFirst = useRef(true);
  const route = routeAt(path);
  // An error of one page must not hide the next one.
  useEffect(() => {
    reset();
  }, [path]);
  useEffect(() => {
    if (route === undefined) return undefined;
    if (route.isPrivate && !hasSession()) {
      toLogin();
      return undefined;
    }
    let isLeft = false;
    const open = async () => {
      const Page = await route.load();
      sessionStorage.removeItem(reloadedMark);
      if (!isLeft) setShown({ path: route.path, Page });
    };
    setLost(false);
    open().catch((cause: unknown) => {
      console.error(cause);
      if (!isLeft) setLost(!reloadOnce());
    });
    return () => {
      isLeft = true;
    };
  }, [route]);
  useEffect(() => {
    if (shown === null) return;
    // The browser announces the first page itself.
    if (!isFirst.current) begin();
    isFirst.current = false;
  }, [shown]);
  if (route === undefined) return <Nowhere />;
  if (error !== undefined) return <Broken retry={reset} />;
  if (isLost) return <Lost />;
  if (shown === null || shown.path !== route.path) return null;
  return <shown.Page />;
}

/**
 * Reloads once per page, because its script is missing when the server was updated while this tab was open. Returns
 * false when the page was already reloaded, which means that the network failed.
 */
function reloadOnce(): boolean {
  if (sessionStorage.getItem(reloadedMark) === location.pathname) return false;
  sessionStorage.setItem(reloadedMark, location.pathname);
  location.reload();
  return true;
}

const reloadedMark = 'anchor-auth.reloaded';

function Lost() {
  return (
    <main class="narrow">
      <Alert tone="danger">{t('lost.text')}</Alert>
      <Button
        onClick={() => {
          location.reload();
        }}
      >
        {t('action.retry')}
      </Button>
    </main>
  );
}

function Broken({ retry }: { readonly retry: () => void }) {
  return (
    <main class="narrow">
      <Alert tone="danger">{t('broken.text')}</Alert>
      <Button onClick={retry}>{t('broken.again')}</Button>
    </main>
  );
}

/** Scrolls to the top and focuses the heading of the new page, unless a form field has the focus. */
function begin(): void {
  scrollTo(0, 0);
  if (document.activeElement?.matches('form *') !== true) focusHeading(document);
}

function toLogin(): void {
  const here = location.pathname + location.search;
  const query = here === '/account' ? '' : `?${new URLSearchParams({ redirect: here })}`;
  navigate(`/login${query}`, { replace: true });
}
