import { useEffect, useRef } from 'preact/hooks';
import type { SelectionOf } from './use-selection.ts';

interface SelectAllProps {
  readonly selection: Pick<SelectionOf<unknown>, 'all' | 'selected' | 'selectAll'>;
  /** The accessible name, where no text stands beside the box. */
  readonly label?: string;
}

/** A box that selects all entries of a list or none; between the two it is neither checked nor empty. */
export function SelectAll({ selection: { all, selected, selectAll }, label }: SelectAllProps) {
  const box = useRef<HTMLInputElement>(null);
  const isPart = selected.length > 0 && selected.length < all.length;
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = isPart;
  }, [isPart]);
  return (
    <input
      ref={box}
      type="checkbox"
      class="pick"
      aria-label={label}
      checked={all.length > 0 && selected.length === all.length}
      onChange={(event) => {
        selectAll(event.currentTarget.checked);
      }}
    />
  );
}
