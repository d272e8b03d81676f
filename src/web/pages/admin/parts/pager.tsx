import { Button } from '../../frame/button.tsx';
import { pageSize } from './list-query.ts';

interface PagerProps {
  readonly page: number;
  readonly total: number;
  readonly goTo: (page: number) => void;
}

/** Shows which part of a list is on the page, with buttons for the previous and the next part. */
export function Pager({ page, total, goTo }: PagerProps) {
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (last === 1) return null;
  return (
    <nav class="pager" aria-label="Pages">
      <span class="muted">{shownPart(page, total)}</span>
      <Button
        disabled={page <= 1}
        onClick={() => {
          goTo(Math.min(page - 1, last));
        }}
      >
        Previous
      </Button>
      <Button
        disabled={page >= last}
        onClick={() => {
          goTo(page + 1);
        }}
      >
        Next
      </Button>
    </nav>
  );
}

function shownPart(page: number, total: number): string {
  const from = (page - 1) * pageSize + 1;
  return from > total
    ? `None of ${total}`
    : `${from}–${Math.min(page * pageSize, total)} of ${total}`;
}
