import { Button } from '../../frame/button.tsx';
import { numberOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { pageSize } from './list-query.ts';

interface PagerProps {
  readonly page: number;
  readonly total: number;
  readonly goTo: (page: number) => void;
}

/** Shows which part of a list is on the page, with buttons for the previous and the next part. */
export function Pager({ page, total, goTo }: PagerProps) {
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (last === 1 && page === 1) return null;
  return (
    <nav class="pager" aria-label={t('list.pages')}>
      <span class="muted">{shownPart(page, total)}</span>
      <Button
        disabled={page <= 1}
        onClick={() => {
          goTo(Math.min(page - 1, last));
        }}
      >
        {t('list.previous')}
      </Button>
      <Button
        disabled={page >= last}
        onClick={() => {
          goTo(page + 1);
        }}
      >
        {t('list.next')}
      </Button>
    </nav>
  );
}

/** Empty behind the last page, where nothing is shown. */
function shownPart(page: number, total: number): string {
  const from = (page - 1) * pageSize + 1;
  if (from > total) return '';
  const to = numberOf(Math.min(page * pageSize, total));
  return t('list.part', { from: numberOf(from), to, total: numberOf(total) });
}
