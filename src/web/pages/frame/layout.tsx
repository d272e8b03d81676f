import type { ComponentChildren } from 'preact';
import { site } from '../client/site.ts';
import type { Me } from '../../../features/sessions/schema.ts';
import { t } from '../words/words.ts';
import { Logo } from './brand.tsx';
import { LanguageChoice, ThemeChoice } from './preferences.tsx';
import { useTitle } from './title.ts';
import { TopNavigation } from './top-navigation.tsx';
import { useWaitingCount } from './use-waiting-count.ts';

interface EntryLayoutProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly footer?: ComponentChildren;
}

/** The layout of the sign-in pages: the logo and the name of the server above one card. */
export function EntryLayout({ title, lead, children, footer }: EntryLayoutProps) {
  useTitle(title);
  return (
    <div class="entry">
      <header class="entry-brand">
        <Logo />
        <bdi>{site.brand.name}</bdi>
      </header>
      <main class="card entry-card">
        <header class="entry-header">
          <h1>{title}</h1>
          {lead !== undefined && <p class="muted">{lead}</p>}
        </header>
        {children}
      </main>
      <footer class="entry-footer">
        {footer}
        <div class="preferences">
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </footer>
    </div>
  );
}

interface SignedInLayoutProps {
  readonly me: Me | null;
  /** Null when the content brings its own heading. */
  readonly title: string | null;
  readonly lead?: ComponentChildren;
  /** The tabs of a page that has several parts, shown above the title. */
  readonly tabs?: ComponentChildren;
  /** Shown beside the title, such as a button. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The layout of the pages for signed-in users. */
export function SignedInLayout({ me, title, lead, tabs, actions, children }: SignedInLayoutProps) {
  const waiting = useWaitingCount(me?.isAdmin === true);
  useTitle(title, waiting);
  return (
    <>
      <a class="skip" href="#content">
        {t('top.skip')}
      </a>
      <header class="top-bar">
        <div class="top-bar-inner">
          <a class="brand" href="/account">
            <Logo isSmall />
            <span>{site.brand.name}</span>
          </a>
          <TopNavigation me={me} waiting={waiting} />
        </div>
        {tabs}
      </header>
      <main class="page" id="content" tabIndex={-1}>
        {title !== null && (
          <header class="page-header">
            <div class="page-title">
              <h1>{title}</h1>
              {actions}
            </div>
            {lead !== undefined && <p class="muted">{lead}</p>}
          </header>
        )}
        {children}
        <PageFooter />
      </main>
    </>
  );
}

function PageFooter() {
  return (
    <footer class="page-footer">
      <nav aria-label={t('top.help')}>
        {site.handbook !== null && <a href={site.handbook}>{t('top.handbook')}</a>}
        {site.docs !== 'off' && <a href="/docs">{t('top.docs')}</a>}
      </nav>
      <div class="preferences">
        <LanguageChoice />
        <ThemeChoice />
      </div>
    </footer>
  );
}

interface SectionProps {
  readonly title: string;
  readonly text?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A section of a page: its description at the side, its controls in a card. */
export function Section({ title, text, children }: SectionProps) {
  return (
    <section class="section" aria-label={title}>
      <div class="section-about">
        <h2>{title}</h2>
        {text !== undefined && <p class="muted">{text}</p>}
      </div>
      <div class="card">{children}</div>
    </section>
  );
}

interface EmptyStateProps {
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** Shown in place of an empty list or a missing value. */
export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div class="empty">
      {icon}
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
