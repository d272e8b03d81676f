import { useEffect, useRef } from 'preact/hooks';
import type { Me } from '../../../features/sessions/schema.ts';
import { loadMe } from '../client/account.ts';
import { ShieldIcon } from '../frame/icons.tsx';
import { EmptyState, SignedInLayout } from '../frame/layout.tsx';
import { Loaded, useLoad } from '../frame/load.tsx';
import { usePath } from '../frame/navigation.ts';
import { t } from '../words/words.ts';
import { loadStats } from './overview/stats.ts';
import { subPageAt, SubPageLinks } from './sub-pages.tsx';

export function AdminPage() {
  const me = useLoad(loadMe);
  if (me.value?.isAdmin === true) return <Panel me={me.value} />;
  return (
    <SignedInLayout me={me.value} title={t('page.admin')}>
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
  const waiting = stats.value?.pendingUsers ?? 0;
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) arrive();
    isFirst.current = false;
  }, [label]);
  return (
    <SignedInLayout
      me={me}
      title={t(label)}
      tabs={<SubPageLinks path={path} waiting={waiting} />}
      waiting={waiting}
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
      <EmptyState icon={<ShieldIcon />} title={t('panel.onlyAdministrators')}>
        <p class="muted">{t('panel.ordinary')}</p>
        <a class="button" href="/account">
          {t('panel.back')}
        </a>
      </EmptyState>
    </div>
  );
}
