import { resolve } from 'node:path';
import { backUp, type Contents } from '../features/maintenance/backup/service.ts';
import { defineCommand } from './command.ts';
import { existingInstance } from './instance.ts';

export const backupCommand = defineCommand({
  name: 'backup',
  summary: 'writes a whole copy, also while the server runs',
  operand: 'DIRECTORY',
  options: {},
  notes: [
    'The directory must not exist yet. It will hold the database, the secret and',
    'the pictures, checked from end to end, and nobody is signed in in it.',
    'Settings in the environment or a .env file, JWT_SECRET too, are not in it.',
  ],
  async run({ operand }, shell) {
    const startedAt = performance.now();
    const directory = resolve(shell.sources.cwd ?? '.', operand);
    const { isNoted, ...contents } = await backUp(existingInstance(shell).storage, directory);
    shell.out(`Backed up ${described(contents)} to ${directory}, in ${secondsSince(startedAt)}`);
    shell.out('Whoever can read it can become anybody: keep it where only you can.');
    shell.out(`To put it back, stop the server: anchor-auth restore ${asTyped(directory)}`);
    if (!isNoted) shell.err('anchor-auth: The audit log could not take a note of it');
    return 0;
  },
});

/** A path as a person types it into a shell: the line above is there to be copied. */
function asTyped(path: string): string {
  if (/^[\p{L}\p{N}_@%+=:,./~-]+$/u.test(path)) return path;
  return process.platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

/** What there is in a copy, for people. */
export function described({ people, pictures, bytes }: Contents): string {
  const megabytes = bytes / 1e6;
  const size = megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes);
  const accounts = `${people} ${people === 1 ? 'account' : 'accounts'}`;
  return `${accounts} and ${pictures} ${pictures === 1 ? 'picture' : 'pictures'} (${size} MB)`;
}

export function secondsSince(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
