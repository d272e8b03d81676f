import { useEffect } from 'preact/hooks';
import type { Me } from '../../../features/sessions/schema.ts';
import { onStoredChange } from '../client/stored-session.ts';
import { EntryLayout } from '../frame/layout.tsx';
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
    <EntryLayout title={closed.title} lead={closed.signInText}>
      <a class="button primary wide" href="/login?redirect=/docs">
        {closed.signIn}
      </a>
    </EntryLayout>
  );
}

/** Shown to users who are no administrators. */
export function NotForYou({ me }: { readonly me: Me | null }) {
  const text = me === null ? closed.refusedTextUnnamed : closed.refusedText(me.email);
  return (
    <EntryLayout title={closed.refusedTitle} lead={text}>
      <a class="button primary wide" href="/account">
        {closed.account}
      </a>
    </EntryLayout>
  );
}
