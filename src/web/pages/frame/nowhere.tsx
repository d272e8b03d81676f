import { EntryLayout } from './layout.tsx';
import { t } from '../words/words.ts';

/** Shown for an unknown address, such as an old link or a mistyped path. */
export function Nowhere() {
  const title = t('nowhere.title');
  return (
    <EntryLayout title={title}>
      <p>{t('nowhere.text')}</p>
      <p>
        <a href="/account">{t('nowhere.toAccount')}</a>
      </p>
    </EntryLayout>
  );
}
