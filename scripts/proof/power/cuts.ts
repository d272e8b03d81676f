// Where the power goes.
import type { Random } from '../random.ts';
import { type Operation, pathsIn } from './recording.ts';

interface Choice {
  readonly count: number;
  readonly operations: readonly Operation[];
  /** How long the log was when the first administrator had joined. */
  readonly bornAt: number;
  readonly random: Random;
}

/** Numbers of operations that were still carried out, in order: anywhere, and more often where it matters. */
export function chooseCuts({ count, operations, bornAt, random }: Choice): number[] {
  const places = (holds: (operation: Operation) => boolean) =>
    operations.flatMap((operation, index) => (holds(operation) ? [index] : []));
  const turns = places(({ kind }) => kind !== 'write');
  const birth = places(({ end }) => end <= bornAt);
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
    () => near(birth, 0),
    () => near(checkpoints, 1),
    () => random.below(operations.length),
  ];
  return Array.from({ length: count }, () => random.pick(ways)())
    .map((cut) => Math.min(Math.max(cut, 0), operations.length))
    .toSorted((a, b) => a - b);
}
