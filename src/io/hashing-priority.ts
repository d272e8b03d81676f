// How low the threads that hash run. At the lowest priority, requests of this server do not notice them.
// Other busy programs on the machine would then leave them no time at all: a sign-in beside three of them
// took seconds. So threads that starve are replaced by fairer ones, until there is time again.

/** In Linux's terms, 0 to 19; the higher, the later its turn. */
export type Niceness = number;

export const politest: Niceness = 19;
const fair: Niceness = 10;

/** How long one hash took, and how much of that the processor worked on it. */
export interface HashingTimes {
  readonly elapsedMs: number;
  readonly workedMs: number;
}

const starvedFactor = 5;
const recoveredFactor = 2;

/** What the next hash should run at, after this one took so long. */
export function nextNiceness(current: Niceness, { elapsedMs, workedMs }: HashingTimes): Niceness {
  if (elapsedMs > starvedFactor * workedMs) return fair;
  return elapsedMs < recoveredFactor * workedMs ? politest : current;
}
