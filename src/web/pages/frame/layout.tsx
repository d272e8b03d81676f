import type { ComponentChildren } from 'preact';
import type { Me } from '../../../features/sessions/schema.ts';
import { signOut } from '../client/account.ts';
import { Avatar } from './avatar.tsx';
import { Button } from './button.tsx';
import { AnchorIcon, ShieldIcon, SignOutIcon, UserIcon } from './icons.tsx';
import { navigate } from './navigation.ts';
import { notify } from './toast.tsx';

interface EntryLayoutProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly footer?: ComponentChildren;
}

/** The layout of the sign-in pages: one card below the name of the server. */
export function EntryLayout({ title, lead, children, footer }: EntryLayoutProps) {
  return (
    <div class="entry">
      <main class="card entry-card">
        <header class="entry-header">
          <span class="mark">
            <AnchorIcon />
          </span>
          <h1>{title}</h1>
          <p class="muted">{lead ?? location.host}</p>
        </header>
        {children}
      </main>
      {footer !== undefined && <footer class="entry-footer">{footer}</footer>}
    </div>
  );
}

interface SignedInLayoutProps {
  readonly me: Me | null;
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Shown below the title, such as tabs. */
  readonly navigation?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The layout of the pages for signed-in users. */
export function SignedInLayout({ me, title, lead, navigation, children }: SignedInLayoutProps) {
  return (
    <>
      <header class="top-bar">
        <div class="top-bar-inner">
          <a class="brand" href="/account">
            <span class="mark small">
              <AnchorIcon />
            </span>
            <span>{location.host}</span>
          </a>
          <TopNavigation me={me} />
        </div>
      </header>
      <main class="page">
        <header class="page-header">
          <h1>{title}</h1>
          {lead !== undefined && <p class="muted">{lead}</p>}
          {navigation}
        </header>
        {children}
        <HandbookLink />
      </main>
    </>
  );
}

/** Absent on a server that serves no handbook, whose document names no address. */
function HandbookLink() {
  const handbook = document.querySelector<HTMLMetaElement>('meta[name="handbook"]');
  if (handbook === null) return null;
  return (
    <footer class="page-footer">
      <a href={handbook.content}>Handbook</a>
    </footer>
  );
}

function TopNavigation({ me }: { readonly me: Me | null }) {
  return (
    <nav class="top-navigation" aria-label="Main">
      {me?.isAdmin === true && (
        <>
          <TopLink path="/account" label="Account" icon={<UserIcon />} />
          <TopLink path="/admin" label="Administration" icon={<ShieldIcon />} />
        </>
      )}
      {me !== null && <Avatar name={me.name} image={me.profileImage} size="small" />}
      <Button tone="quiet" icon={<SignOutIcon />} onClick={leave}>
        Sign out
      </Button>
    </nav>
  );
}

function leave(): void {
  signOut();
  navigate('/login');
  notify('You are signed out.');
}

interface TopLinkProps {
  readonly path: string;
  readonly label: string;
  readonly icon: ComponentChildren;
}

function TopLink({ path, label, icon }: TopLinkProps) {
  const isHere = location.pathname.startsWith(path);
  return (
    <a class="top-link" href={path} aria-current={isHere ? 'page' : undefined}>
      {icon}
      <span>{label}</span>
    </a>
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
