import { EntryLayout } from './layout.tsx';
import { t } from '../words/words.ts';

/** Shown for an unknown address, such as an old link or a mistyped path. */
export function Nowhere() {
  return (
    <EntryLayout title={t('nowhere.title')} lead={t('nowhere.text')}>
      <a class="button primary wide" href="/account">
        {t('nowhere.toAccount')}
      </a>
    </EntryLayout>
  );
}
