// The command line: one file per command. Each writes through a Shell and returns an exit code: 0 done, 1 failed, 2
// invalid arguments. No command prints directly, so that a test can read its output; only process-events.ts and
// main.ts end the process.

/** Where a command writes, one line at a time: `out` for its result, `err` for problems. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}
