import { numberOf } from '../words/format.ts';
import { t } from '../words/words.ts';

/** How many people wait for a decision, beside the name of a link; nothing when there are none. */
export function WaitingBadge({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span class="count">
      <i aria-hidden="true">{numberOf(count)}</i>
      <i class="off-screen">{t('top.waitingCount', { count })}</i>
    </span>
  );
}
