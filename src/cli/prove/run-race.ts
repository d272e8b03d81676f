import type { Race } from './races.ts';
import type { Stage } from './stage.ts';

/** The result of a race. */
export interface Shown {
  readonly promise: string;
  readonly rounds: number;
  /** What broke the promise, one text for each round that did. */
  readonly violations: readonly string[];
}

interface RunOptions {
  readonly rounds: number;
  /** Deletes all rows. */
  readonly clear: () => Promise<void>;
}

/** Runs one race; `clear` is called before it, and between its rounds where they need that. */
export async function runRace(race: Race, stage: Stage, options: RunOptions): Promise<Shown> {
  const { rounds, clear } = options;
  await clear();
  const round = await race.prepare(stage);
  const violations: string[] = [];
  for (let index = 0; index < rounds; index++) {
    if (race.clearsEachRound === true && index > 0) await clear();
    const violation = await round();
    if (violation !== null) violations.push(violation);
  }
  return { promise: race.promise, rounds, violations };
}
