import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Me } from '../../../features/sessions/schema.ts';
import { onStoredChange } from '../client/stored-session.ts';
import { LockIcon } from '../frame/icons.tsx';
import { words } from './words.ts';

const { closed } = words;

/** Shown without a session on a server that shows its reference to administrators. */
export function SignInFirst() {
  // A sign-in in another tab counts here too.
  useEffect(
    () =>
      onStoredChange((session) => {
        if (session !== null) location.reload();
      }),
    [],
  );
  return (
    <EntryCard title={closed.title} lead={closed.signInText}>
      <a class="button primary wide" href="/login?redirect=/docs">
        {closed.signIn}
      </a>
    </EntryCard>
  );
}

/** Shown to users who are no administrators. */
export function NotForYou({ me }: { readonly me: Me | null }) {
  const text = me === null ? closed.refusedTextUnnamed : closed.refusedText(me.email);
  return (
    <EntryCard title={closed.refusedTitle} lead={text}>
      <a class="button primary wide" href="/account">
        {closed.account}
      </a>
    </EntryCard>
  );
}

interface EntryCardProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ComponentChildren;
}

/** The card of the sign-in page. */
function EntryCard({ title, lead, children }: EntryCardProps) {
  return (
    <div class="entry">
      <main class="card entry-card">
        <header class="entry-header">
          <span class="mark" aria-hidden="true">
            <LockIcon />
          </span>
          <h1>{title}</h1>
          <p class="muted">{lead}</p>
        </header>
        {children}
      </main>
    </div>
  );
}
