import type { ComponentType } from 'preact';
import {
  ClockIcon,
  GroupIcon,
  RegistrationIcon,
  KeyIcon,
  ListIcon,
  MailIcon,
  OverviewIcon,
  SignatureIcon,
  UsersIcon,
} from '../frame/icons.tsx';
import { useKnownWaitingCount } from '../frame/use-waiting-count.ts';
import { WaitingBadge } from '../frame/waiting-badge.tsx';
import type { PlainKey } from '../words/catalogue.ts';
import { t } from '../words/words.ts';
import { AuditPage } from './audit/audit-page.tsx';
import { GroupsPage } from './groups/groups-page.tsx';
import { InvitationsPage } from './invitations/invitations-page.tsx';
import { KeysPage } from './keys/keys-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { MailPage } from './mail/mail-page.tsx';
import type { DetailProps, SubPageProps } from './parts/sub-page.ts';
import { TabRow } from './parts/tab-row.tsx';
import { ProvidersPage } from './providers/providers-page.tsx';
import { RegistrationPage } from './settings/registration-page.tsx';
import { UserPage } from './users/user-page.tsx';
import { UsersPage } from './users/users-page.tsx';
import { WaitingPage } from './users/waiting-page.tsx';

interface SubPage {
  readonly path: string;
  readonly label: PlainKey;
  readonly Icon: ComponentType;
  readonly Page: ComponentType<SubPageProps>;
  /** The page of one entry, at the path of the list with the entry's id. */
  readonly Detail?: ComponentType<DetailProps>;
  /** The section under which it is found, in place of a tab of its own. */
  readonly under?: string;
  /** Whether the pages show their own heading, to put more beside it than its name. */
  readonly hasHeader?: boolean;
}

const overview: SubPage = {
  path: '/admin',
  label: 'panel.overview',
  Icon: OverviewIcon,
  Page: OverviewPage,
};

const subPages: readonly SubPage[] = [
  overview,
  {
    path: '/admin/users',
    label: 'panel.users',
    Icon: UsersIcon,
    Page: UsersPage,
    Detail: UserPage,
    hasHeader: true,
  },
  {
    path: '/admin/groups',
    label: 'panel.groups',
    Icon: GroupIcon,
    Page: GroupsPage,
    hasHeader: true,
  },
  {
    path: '/admin/invitations',
    label: 'panel.invitations',
    Icon: MailIcon,
    Page: InvitationsPage,
    under: '/admin/users',
    hasHeader: true,
  },
  {
    path: '/admin/waiting',
    label: 'panel.waiting',
    Icon: ClockIcon,
    Page: WaitingPage,
    hasHeader: true,
  },
  {
    path: '/admin/registration',
    label: 'panel.registration',
    Icon: RegistrationIcon,
    Page: RegistrationPage,
  },
  { path: '/admin/providers', label: 'panel.providers', Icon: KeyIcon, Page: ProvidersPage },
  { path: '/admin/mail', label: 'panel.mail', Icon: MailIcon, Page: MailPage },
  {
    path: '/admin/keys',
    label: 'panel.keys',
    Icon: SignatureIcon,
    Page: KeysPage,
    hasHeader: true,
  },
  { path: '/admin/audit', label: 'panel.audit', Icon: ListIcon, Page: AuditPage },
];

interface Place {
  readonly section: SubPage;
  /** The id of the entry whose page it is; null on the page of the section. */
  readonly id: string | null;
}

/** What the panel shows at a path; an unknown path shows the overview. */
export function placeAt(path: string): Place {
  const section = subPages.find((page) => page.path === path);
  if (section !== undefined) return { section, id: null };
  const list = subPages.find(
    (page) => page.Detail !== undefined && path.startsWith(`${page.path}/`),
  );
  if (list === undefined) return { section: overview, id: null };
  return { section: list, id: path.slice(list.path.length + 1) };
}

/** The links to the pages of the panel. */
export function SubPageLinks({ path }: { readonly path: string }) {
  const { section, id } = placeAt(path);
  const tab = section.under ?? section.path;
  const isPage = id === null && section.under === undefined;
  const waiting = useKnownWaitingCount();
  return (
    <TabRow label={t('panel.label')} current={tab}>
      {subPages
        .filter(({ under }) => under === undefined)
        .map((page) => (
          <a
            key={page.path}
            class="tab"
            href={page.path}
            aria-current={page.path === tab ? (isPage ? 'page' : 'true') : undefined}
          >
            <page.Icon />
            <span>{t(page.label)}</span>
            {page.Page === WaitingPage && <WaitingBadge count={waiting} />}
          </a>
        ))}
    </TabRow>
  );
}
