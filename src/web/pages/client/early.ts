import { readStored } from './stored-session.ts';

/** A request that can be sent before the part of the page that shows its answer is there. */
export interface Early<T> {
  /** Takes the answer of the request that was begun for the same user, or sends one. */
  (): Promise<T>;
  /** Sends the request now; an answer that is not taken for ten seconds is outdated. */
  readonly begin: () => void;
}

interface Begun<T> {
  readonly answer: Promise<T>;
  readonly atMs: number;
  readonly userId: string | undefined;
}

const freshForMs = 10_000;

/** Makes a request one that can be begun early. */
export function early<T>(load: () => Promise<T>): Early<T> {
  let begun: Begun<T> | null = null;
  const take = () => {
    const found = begun;
    begun = null;
    return found !== null && isFresh(found) ? found.answer : load();
  };
  const begin = () => {
    if (begun !== null && isFresh(begun)) return;
    begun = { answer: load(), atMs: performance.now(), userId: readStored()?.userId };
    // The part that takes the answer handles its failure.
    begun.answer.catch(() => undefined);
  };
  return Object.assign(take, { begin });
}

function isFresh({ atMs, userId }: Begun<unknown>): boolean {
  return performance.now() - atMs < freshForMs && userId === readStored()?.userId;
}
