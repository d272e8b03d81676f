import type { Row } from './report.ts';

/** The options of every lane. */
export interface Plan {
  /** Length of one measurement. */
  readonly seconds: number;
  /** Measurements of each side; what is reported is their median. */
  readonly rounds: number;
  /** People in the large database of `scale`. */
  readonly users: number;
  /** As many requests as the marks speak of, instead of a sample. */
  readonly isFull: boolean;
  /** The compiled program, when there is one. */
  readonly binary: string | null;
}

export type Lane = (plan: Plan) => Promise<Row[]>;
