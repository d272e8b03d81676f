// Small libraries in C that stand between the server and its system calls.
import { basename, join } from 'node:path';
import { workDirectory } from './server.ts';

/** Compiles one for LD_PRELOAD; null where that cannot be done (another system, no C compiler). */
export function compileShim(source: string): string | null {
  if (process.platform !== 'linux' || Bun.which('cc') === null) return null;
  const library = join(workDirectory(), `${basename(source, '.c')}.so`);
  const options = ['-shared', '-fPIC', '-O1'];
  const { exitCode } = Bun.spawnSync(['cc', ...options, '-o', library, source, '-ldl']);
  return exitCode === 0 ? library : null;
}
