import { Button } from '../../frame/button.tsx';
import { pageSize } from './list-query.ts';

interface PagerProps {
  readonly page: number;
  readonly total: number;
  readonly goTo: (page: number) => void;
}

/** Which part of a list is shown, and the way to the others. */
export function Pager({ page, total, goTo }: PagerProps) {
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (last === 1) return null;
  const from = (page - 1) * pageSize + 1;
  return (
    <nav class="pager" aria-label="Pages">
      <span class="muted">
        {from}–{Math.min(page * pageSize, total)} of {total}
      </span>
      <Button
        disabled={page <= 1}
        onClick={() => {
          goTo(page - 1);
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
