// A file system that becomes read-only, full or broken under a running server: the system calls by which SQLite
// writes return the error. Needs Linux and a C compiler, no privileges.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workDirectory } from './server.ts';
import { compileShim } from './shim.ts';
import { type Finding, Stage } from './stage.ts';

/** Error numbers of Linux. */
const errorNumbers = { EIO: 5, ENOSPC: 28, EROFS: 30 } as const;

/** Compiles the shim; null where that is impossible. */
export function buildShim(): string | null {
  return compileShim(join(import.meta.dir, 'fault-shim.c'));
}

export type ErrorName = keyof typeof errorNumbers;

interface FailingWrites {
  readonly command: readonly string[];
  readonly shim: string;
  readonly error: ErrorName;
  readonly seed: number;
  /** How long each part lasts, in milliseconds. */
  readonly partMs: number;
  readonly rounds: number;
}

/** Load before, during and after the failure, repeatedly and without a restart. */
export async function failingWrites(options: FailingWrites): Promise<Finding> {
  const { command, shim, error, seed, partMs, rounds } = options;
  const directory = workDirectory();
  const switchFile = join(directory, 'fault');
  const env = { LD_PRELOAD: shim, PROOF_FAULT_FILE: switchFile };
  const dataDir = join(directory, 'data');
  await using stage = await Stage.open({ command, dataDir, env, seed });
  for (let round = 1; round <= rounds; round += 1) {
    await stage.work('healthy', partMs, 'none');
    writeFileSync(switchFile, String(errorNumbers[error]));
    await stage.work(error, partMs, 'some');
    await stage.inspect(error);
    rmSync(switchFile);
  }
  await stage.work('healthy again', partMs, 'none');
  await stage.inspect('healthy again');
  await stage.startAgain();
  return stage.finding();
}
