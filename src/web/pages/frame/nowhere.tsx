import { useEffect } from 'preact/hooks';
import { EntryLayout } from './layout.tsx';

/** What somebody sees who followed an old link or mistyped an address. */
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
