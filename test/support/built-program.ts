import { join } from 'node:path';
import { expect } from 'bun:test';
import { directory, projectRoot, runProgram } from './process.ts';

/** Builds the program as it is given to people, alone in a directory of its own. */
export async function buildProgram(): Promise<{
  readonly outdir: string;
  readonly command: readonly string[];
}> {
  const outdir = directory();
  const build = await runProgram(['--outdir', outdir], {
    command: [process.execPath, join(projectRoot, 'scripts/build.ts')],
  });
  expect(build.err).toBe('');
  expect(build.exitCode).toBe(0);
  const name = process.platform === 'win32' ? 'anchor-auth.exe' : 'anchor-auth';
  return { outdir, command: [join(outdir, name)] };
}
