import type { ComponentType } from 'preact';
import {
  ClockIcon,
  RegistrationIcon,
  KeyIcon,
  ListIcon,
  OverviewIcon,
  UsersIcon,
} from '../frame/icons.tsx';
import type { PlainKey } from '../words/catalogue.ts';
import { numberOf } from '../words/format.ts';
import { t } from '../words/words.ts';
import { AuditPage } from './audit/audit-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import type { SubPageProps } from './parts/sub-page.ts';
import { ProvidersPage } from './providers/providers-page.tsx';
import { RegistrationPage } from './settings/registration-page.tsx';
import { UsersPage } from './users/users-page.tsx';
import { WaitingPage } from './users/waiting-page.tsx';

interface SubPage {
  readonly path: string;
  readonly label: PlainKey;
  readonly Icon: ComponentType;
  readonly Page: ComponentType<SubPageProps>;
}

const overview: SubPage = {
  path: '/admin',
  label: 'panel.overview',
  Icon: OverviewIcon,
  Page: OverviewPage,
};

const subPages: readonly SubPage[] = [
  overview,
  { path: '/admin/users', label: 'panel.users', Icon: UsersIcon, Page: UsersPage },
  { path: '/admin/waiting', label: 'panel.waiting', Icon: ClockIcon, Page: WaitingPage },
  {
    path: '/admin/registration',
    label: 'panel.registration',
    Icon: RegistrationIcon,
    Page: RegistrationPage,
  },
  { path: '/admin/providers', label: 'panel.providers', Icon: KeyIcon, Page: ProvidersPage },
  { path: '/admin/audit', label: 'panel.audit', Icon: ListIcon, Page: AuditPage },
];

/** The page at a path; an unknown path shows the overview. */
export function subPageAt(path: string): SubPage {
  return subPages.find((page) => page.path === path) ?? overview;
}

interface SubPageLinksProps {
  readonly path: string;
  /** The number of users who wait for approval. */
  readonly waiting: number;
}

export function SubPageLinks({ path, waiting }: SubPageLinksProps) {
  const here = subPageAt(path);
  return (
    <div class="tab-bar">
      <nav class="tabs" aria-label={t('panel.label')}>
        {subPages.map((page) => (
          <a
            key={page.path}
            class="tab"
            href={page.path}
            aria-current={page === here ? 'page' : undefined}
          >
            <page.Icon />
            <span>{t(page.label)}</span>
            {page.Page === WaitingPage && waiting > 0 && (
              <span class="count">
                <span aria-hidden="true">{numberOf(waiting)}</span>
                <span class="off-screen">{t('panel.waitingCount', { count: waiting })}</span>
              </span>
            )}
          </a>
        ))}
      </nav>
    </div>
  );
}
