import { useEffect, useRef } from 'preact/hooks';
import type { Me } from '../../../features/sessions/schema.ts';
import { loadMe } from '../client/account.ts';
import { ShieldIcon } from '../frame/icons.tsx';
import { EmptyState, SignedInLayout } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { usePath } from '../frame/navigation.ts';
import { loadStats } from './overview/stats.ts';
import { subPageAt, SubPageLinks } from './sub-pages.tsx';

export function AdminPage() {
  const me = useLoad(loadMe);
  if (me.value?.isAdmin === true) return <Panel me={me.value} />;
  return (
    <SignedInLayout me={me.value} title="Administration">
      <Loaded loading={me} lines={6}>
        {() => <Refusal />}
      </Loaded>
    </SignedInLayout>
  );
}

function Panel({ me }: { readonly me: Me }) {
  const path = usePath();
  const stats = useLoad(loadStats, path);
  const { label, Page } = subPageAt(path);
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${label} · Administration · anchor-auth`;
    if (!isFirst.current) arrive();
    isFirst.current = false;
  }, [label]);
  return (
    <SignedInLayout
      me={me}
      title="Administration"
      navigation={<SubPageLinks path={path} waiting={stats.value?.pendingUsers ?? 0} />}
    >
      <Page me={me} stats={stats} />
    </SignedInLayout>
  );
}

/** Moves the focus to the current tab when the focused link was removed with the previous page. */
function arrive(): void {
  scrollTo(0, 0);
  const isLost = document.activeElement === document.body;
  if (isLost) document.querySelector<HTMLElement>('.tab[aria-current]')?.focus();
}

function Refusal() {
  return (
    <div class="card">
      <EmptyState icon={<ShieldIcon />} title="This page is for administrators">
        <p class="muted">
          Your account is an ordinary one, so there is nothing to do for you here.
        </p>
        <a class="button" href="/account">
          Back to your account
        </a>
      </EmptyState>
    </div>
  );
}
