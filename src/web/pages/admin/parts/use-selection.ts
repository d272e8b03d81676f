import { useState } from 'preact/hooks';

/** Which entries of a list are selected. Those that are no longer in the list do not count. */
export interface SelectionOf<T> {
  readonly all: readonly T[];
  readonly selected: readonly T[];
  readonly has: (id: string) => boolean;
  readonly select: (id: string, isSelected: boolean) => void;
  readonly selectAll: (isSelected: boolean) => void;
}

export function useSelection<T extends { readonly id: string }>(all: readonly T[]): SelectionOf<T> {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  return {
    all,
    selected: all.filter(({ id }) => picked.has(id)),
    has: (id) => picked.has(id),
    select: (id, isSelected) => {
      setPicked(
        (before) => new Set([...before].filter((each) => each !== id).concat(isSelected ? id : [])),
      );
    },
    selectAll: (isSelected) => {
      setPicked(new Set(isSelected ? all.map(({ id }) => id) : []));
    },
  };
}
