// Chooses the points at which the power is lost.
import type { Random } from '../random.ts';
import { type Operation, pathsIn } from './recording.ts';

interface Choice {
  readonly count: number;
  readonly operations: readonly Operation[];
  /** The length of the log when the first administrator was registered. */
  readonly firstAdminAt: number;
  readonly random: Random;
}

/**
 * The numbers of operations that were still carried out, in order: at random points, more often at critical ones.
 */
export function chooseCuts({ count, operations, firstAdminAt, random }: Choice): number[] {
  const places = (holds: (operation: Operation) => boolean) =>
    operations.flatMap((operation, index) => (holds(operation) ? [index] : []));
  const turns = places(({ kind }) => kind !== 'write');
  const firstStart = places(({ end }) => end <= firstAdminAt);
  const database = new Set(
    operations
      .filter((each) => each.kind === 'create' && pathsIn(each)[0]?.endsWith('/anchor.db'))
      .map(({ inode }) => inode),
  );
  const checkpoints = places(({ kind, inode }) => kind === 'write' && database.has(inode));
  const pictures = places(({ kind }) => kind === 'rename');
  const near = (list: readonly number[], spread: number) =>
    list.length === 0 ? 0 : random.pick(list) + random.below(spread * 2 + 1) - spread;
  const ways = [
    () => near(turns, 1),
    () => near(turns, 1),
    () => near(turns, 1),
    () => near(pictures, 6),
    () => near(firstStart, 0),
    () => near(checkpoints, 1),
    () => random.below(operations.length),
  ];
  return Array.from({ length: count }, () => random.pick(ways)())
    .map((cut) => Math.min(Math.max(cut, 0), operations.length))
    .toSorted((a, b) => a - b);
}
