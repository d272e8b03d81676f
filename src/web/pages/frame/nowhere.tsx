import { useEffect } from 'preact/hooks';
import { EntryLayout } from './layout.tsx';

/** Shown for an unknown address, such as an old link or a mistyped path. */
export function Nowhere() {
  const title = 'There is no such page';
  useEffect(() => {
    document.title = `${title} · anchor-auth`;
  }, []);
  return (
    <EntryLayout title={title}>
      <p>Nothing of this server is at this address. It may have moved, or been mistyped.</p>
      <p>
        <a href="/account">Go to your account</a>
      </p>
    </EntryLayout>
  );
}
