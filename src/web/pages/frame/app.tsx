import type { ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { knownMe } from '../client/account.ts';
import { cancelConfirmation } from '../client/confirmation.ts';
import { endWait, awaitReturn, showReturn } from '../client/session-return.ts';
import { forgetShown, opensPages, shownUser, watchSession } from '../client/session.ts';
import { hasUnsaved } from '../client/unsaved.ts';
import { currentAddress } from '../client/sign-in-methods.ts';
import { Alert } from './alert.tsx';
import { Button } from './button.tsx';
import { ConfirmIdentity } from './confirm-identity.tsx';
import { focusHeading } from './heading.ts';
import { SignedInLayout } from './layout.tsx';
import { Skeleton } from './load.tsx';
import { watchHistory } from './history.ts';
import { followLinks, navigate, usePath } from './navigation.ts';
import { Nowhere } from './nowhere.tsx';
import { beginPage, type PageRoute, routeAt } from './routes.ts';
import { SignedOut } from './signed-out.tsx';
import { Toasts } from './toast.tsx';
import { askToLeave, cancelQuestion, UnsavedQuestion } from './unsaved-question.tsx';
import { t, useLanguage } from '../words/words.ts';

/** The page at the current address, and the parts that all pages share. */
export function App() {
  const path = usePath();
  const [isSignedOut, setSignedOut] = useState(false);
  useLanguage();
  useLayoutEffect(() => {
    showReturn(setSignedOut);
    watchSession(sessionEvents);
    watchHistory({ hasChanges: hasUnsaved, mayLeave: askToLeave });
    document.addEventListener('click', followLinks);
  }, []);
  return (
    <>
      <div class={isSignedOut ? 'concealed' : undefined}>
        <CurrentPage path={path} />
        <UnsavedQuestion />
      </div>
      <ConfirmIdentity />
      {isSignedOut && <SignedOut leave={toLogin} />}
      <Toasts />
    </>
  );
}

const sessionEvents = {
  left: () => {
    if (isPrivatePage()) toLogin();
  },
  ended: () => {
    cancelConfirmation();
    if (!isPrivatePage()) forgetShown();
    else if (shownUser() === null) toLogin();
    else awaitReturn();
  },
  returned: () => {
    endWait(true);
  },
  restricted: () => {
    if (isPrivatePage()) toLogin();
  },
} as const;

function isPrivatePage(): boolean {
  return routeAt(location.pathname)?.isPrivate === true;
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
    if (route.isPrivate && !opensPages()) {
      toLogin();
      return undefined;
    }
    let isLeft = false;
    const open = async () => {
      const Page = await beginPage(route);
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
  if (shown === null || shown.path !== route.path) return <Coming route={route} />;
  return <shown.Page />;
}

/** The frame of a page whose code is on the way. */
function Coming({ route }: { readonly route: PageRoute }) {
  if (!route.isPrivate || !opensPages()) return null;
  return (
    <SignedInLayout me={knownMe()} title={t(route.title)}>
      <div class="card">
        <Skeleton lines={6} />
      </div>
    </SignedInLayout>
  );
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

/** Leaves a private page at once, whatever is on it. */
function toLogin(): void {
  cancelConfirmation();
  cancelQuestion();
  forgetShown();
  endWait(false);
  const here = currentAddress();
  const query = here === '/account' ? '' : `?${new URLSearchParams({ redirect: here })}`;
  navigate(`/login${query}`, { replace: true });
}
