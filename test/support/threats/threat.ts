/** One way to attack a server like this, and where it is shown that this one refuses. */
export interface Threat {
  /** What the server does about it, in one sentence. */
  readonly refusal: string;
  /** A test file without its ending, and text that a test name in it contains. */
  readonly shown: readonly Shown[];
  /** What is not shown by any test, and why. */
  readonly open?: string;
}

export type Shown = readonly [file: string, name: string];
