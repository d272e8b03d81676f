import { useEffect, useRef, useState } from 'preact/hooks';
import type { Me } from '../../../features/sessions/schema.ts';
import { loadMe } from '../client/account.ts';
import { loadRole, storedRole } from '../client/role.ts';
import { loadStats } from '../client/waiting-count.ts';
import { focusHeading } from '../frame/heading.ts';
import { ShieldIcon } from '../frame/icons.tsx';
import { EmptyState, SignedInLayout } from '../frame/layout.tsx';
import { Loaded, type Loading, Skeleton, useLoad } from '../frame/load.tsx';
import { usePath } from '../frame/navigation.ts';
import { t } from '../words/words.ts';
import { rememberedRow } from './parts/list-place.ts';
import { placeAt, SubPageLinks } from './sub-pages.tsx';

export function AdminPage() {
  const me = useLoad(loadMe);
  const isAdmin = useRole(me);
  const path = usePath();
  useArrival(path);
  if (isAdmin === false) return <Refusal me={me} />;
  const { section } = placeAt(path);
  const isReady = isAdmin === true && me.failure === null;
  return (
    <SignedInLayout
      me={me.value}
      title={isReady && section.hasHeader ? null : t(section.label)}
      tabs={<SubPageLinks path={path} />}
    >
      {isReady ? <Content me={me.value} path={path} /> : <Unknown me={me} />}
    </SignedInLayout>
  );
}

/** Known from the access token before the account is loaded, so that both load at the same time; null at first. */
function useRole(me: Loading<Me>): boolean | null {
  const [role, setRole] = useState(storedRole);
  useEffect(() => {
    // A failure is shown by the loading of the account, which needs the same token.
    if (role === null) loadRole().then(setRole, () => undefined);
  }, []);
  return me.value?.isAdmin ?? role;
}

interface ContentProps {
  readonly me: Me | null;
  readonly path: string;
}

function Content({ me, path }: ContentProps) {
  const { section, id } = placeAt(path);
  const stats = useLoad(loadStats, section.path);
  if (id === null || section.Detail === undefined) return <section.Page me={me} stats={stats} />;
  return <section.Detail key={id} id={id} me={me} stats={stats} />;
}

/** Shown until the role is known, and when the account could not be loaded. */
function Unknown({ me }: { readonly me: Loading<Me> }) {
  return (
    <Loaded loading={me} lines={6}>
      {() => <Skeleton lines={6} />}
    </Loaded>
  );
}

/** Begins each page at its top, and moves a focus that was lost with the previous page to the heading. */
function useArrival(path: string): void {
  const isFirst = useRef(true);
  useEffect(() => {
    const isReturn = rememberedRow() !== null;
    if (!isFirst.current && !isReturn) {
      scrollTo(0, 0);
      if (document.activeElement === document.body) focusHeading(document);
    }
    isFirst.current = false;
  }, [path]);
}

function Refusal({ me }: { readonly me: Loading<Me> }) {
  return (
    <SignedInLayout me={me.value} title={t('page.admin')}>
      <div class="card">
        <EmptyState icon={<ShieldIcon />} title={t('panel.onlyAdministrators')}>
          <p class="muted">{t('panel.ordinary')}</p>
          <a class="button" href="/account">
            {t('panel.back')}
          </a>
        </EmptyState>
      </div>
    </SignedInLayout>
  );
}
