// The command line: one file per command, each of which writes through a Shell and answers an exit code:
// 0 done, 1 failed, 2 not understood. No command prints by itself, so that a test can read its transcript;
// only process-events.ts and main.ts end the process.

/** Where a command writes, one line at a time: `out` for what was asked for, `err` for what went wrong. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}
