// Small C libraries between the server and its system calls.
import { basename, join } from 'node:path';
import { workDirectory } from './server.ts';

/** Compiles one for LD_PRELOAD; null where that is impossible (another system, no C compiler). */
export function compileShim(source: string): string | null {
  if (process.platform !== 'linux' || Bun.which('cc') === null) return null;
  const library = join(workDirectory(), `${basename(source, '.c')}.so`);
  const options = ['-shared', '-fPIC', '-O1'];
  const command = ['cc', ...options, '-o', library, source, '-ldl'];
  // Paths and options for compilers in the environment are meant for other programs.
  const { exitCode } = Bun.spawnSync(command, { env: { PATH: process.env['PATH'] ?? '' } });
  return exitCode === 0 ? library : null;
}
