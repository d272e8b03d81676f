import { resolve } from 'node:path';
import { backUp } from '../features/maintenance/backup/service.ts';
import type { Contents } from '../features/maintenance/copy/service.ts';
import { defineCommand } from './command.ts';
import { existingInstance } from './instance.ts';

export const backupCommand = defineCommand({
  name: 'backup',
  summary: 'writes a complete copy, also while the server runs',
  operand: 'DIRECTORY',
  options: {},
  notes: [
    'The directory must not exist yet. It will hold the database, the secret and',
    'the pictures, checked from end to end. No session in it is active.',
    'Settings in the environment or a .env file, JWT_SECRET too, are not in it.',
  ],
  async run({ operand }, shell) {
    const startedAt = performance.now();
    const directory = resolve(shell.sources.cwd ?? '.', operand);
    const { isNoted, ...contents } = await backUp(existingInstance(shell).storage, directory);
    shell.out(`Backed up ${described(contents)} to ${directory}, in ${secondsSince(startedAt)}`);
    shell.out('It gives access to every account: keep it where only you can read it.');
    shell.out(`To put it back, stop the server: anchor-auth restore ${asTyped(directory)}`);
    if (!isNoted) shell.err('anchor-auth: The audit log could not record the backup');
    return 0;
  },
});

/** A path quoted for the shell, because the line above is meant to be copied. */
function asTyped(path: string): string {
  if (/^[\p{L}\p{N}_@%+=:,./~-]+$/u.test(path)) return path;
  return process.platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

/** The content of a backup, as text. */
export function described({ people, pictures, bytes }: Contents): string {
  const megabytes = bytes / 1e6;
  const size = megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes);
  const accounts = `${people} ${people === 1 ? 'account' : 'accounts'}`;
  return `${accounts} and ${pictures} ${pictures === 1 ? 'picture' : 'pictures'} (${size} MB)`;
}

/** The seconds since `startedAt` (performance.now), as text. */
export function secondsSince(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
