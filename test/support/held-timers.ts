// Deadlines that pass when a test says so: by the clock, a busy machine would let them pass too early or show
// nothing about the program by how late they come.

import { maxWaitMs } from '../../src/db/postgres/places.ts';

export interface HeldTimers extends Disposable {
  /** The lengths of all that were set, in milliseconds, each once and the shortest first. */
  lengths(): readonly number[];
  /** Lets those of this length pass that are still waited for. */
  pass(lengthMs: number): void;
}

const shortestMs = 1000;

/** Until it is disposed of, no timer of a second or more passes by itself, in the whole process. */
export function holdTimers(): HeldTimers {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const held = new Map<unknown, { readonly lengthMs: number; readonly run: () => void }>();
  const lengths = new Set<number>();
  Object.assign(globalThis, {
    setTimeout: (run: () => void, lengthMs = 0, ...values: readonly []) => {
      if (lengthMs < shortestMs) return set(run, lengthMs, ...values);
      lengths.add(lengthMs);
      const timer = set(() => undefined, lengthMs);
      held.set(timer, { lengthMs, run: () => run(...values) });
      return timer;
    },
    clearTimeout: (timer: Parameters<typeof clear>[0]) => {
      held.delete(timer);
      clear(timer);
    },
  });
  return {
    lengths: () => [...lengths].toSorted((one, other) => one - other),
    pass(lengthMs) {
      for (const [timer, each] of held) {
        if (each.lengthMs !== lengthMs) continue;
        held.delete(timer);
        each.run();
      }
    },
    [Symbol.dispose]() {
      Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    },
  };
}

/** How long a PostgreSQL server may take for a connection or a statement. */
const storageMs = 3000;

/** How long a query waits for one of the connections to PostgreSQL, some of which others use just now. */
function isWaitForConnection(lengthMs: number): boolean {
  return lengthMs < maxWaitMs && lengthMs > maxWaitMs - 100;
}

/** The time limits of calls to others: those of rates count by the minute or the hour. */
export function callDeadlines(timers: HeldTimers): readonly number[] {
  return timers
    .lengths()
    .filter((each) => each < 60_000 && each !== storageMs && !isWaitForConnection(each));
}

/** Lets timers of this length pass whenever `isTime` says so, until the work is over. */
export async function passWhile<Value>(
  timers: HeldTimers,
  lengthMs: number,
  { isTime, work }: { readonly isTime: () => boolean; readonly work: Promise<Value> },
): Promise<Value> {
  const progress = { isOver: false };
  const over = work.finally(() => {
    progress.isOver = true;
  });
  while (!progress.isOver) {
    if (isTime()) timers.pass(lengthMs);
    await Promise.race([over.catch(() => undefined), Bun.sleep(1)]);
  }
  return await over;
}
