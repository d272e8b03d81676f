// How long the fuzzing goes on, and from which seed: the tests run a few cases of another seed each time, the
// command `bun scripts/proof/fuzz.ts` runs as many as requested.
import type fc from 'fast-check';
import { switchValue } from '../support/environment.ts';

const wholeCases = 10_000;
const cases = Number(switchValue('FUZZ_CASES') ?? 3000);
const seed = switchValue('FUZZ_SEED');

/** Parameters of a property that runs `share` of every 10,000 cases; a failure prints seed and path. */
export function fuzzRun<T>(share: number): fc.Parameters<T> {
  const numRuns = Math.max(1, Math.round((cases * share) / wholeCases));
  return { numRuns, ...(seed === null ? {} : { seed: Number(seed) }) };
}

/** Lets a failure be made smaller so many times, then calls everything right: by the clock it cannot be limited, which tests move. */
export function shrinksAtMost<T extends readonly unknown[]>(
  times: number,
  run: (...given: T) => Promise<void>,
): (...given: T) => Promise<void> {
  let left = Infinity;
  return async (...given) => {
    if (left <= 0) return;
    left -= 1;
    await run(...given).catch((error: unknown) => {
      left = Math.min(left, times);
      throw error;
    });
  };
}

/** Milliseconds that so many cases may take on a slow and busy machine. */
export function fuzzTimeout(share: number): number {
  return 300_000 + Math.round((cases * share) / wholeCases) * 300;
}
