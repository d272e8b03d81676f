// The command line: one file per command, each a function that writes through an Output and returns an
// exit code. No command ends the process or prints by itself, so that a test can read its transcript.

/** Where a command writes, one line at a time: `out` for what was asked for, `err` for what went wrong. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}
