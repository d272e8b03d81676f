import { resolve } from 'node:path';
import { loadConfig } from '../config/config.ts';
import { restore } from '../features/maintenance/restore/service.ts';
import { described, secondsSince } from './backup.ts';
import { defineCommand, flag } from './command.ts';
import { placeOf, replacements } from './places.ts';

const maxNames = 8;

export const restoreCommand = defineCommand({
  name: 'restore',
  summary: 'puts a backup in place while no server runs',
  operand: 'DIRECTORY',
  options: { replace: flag('moves aside, and keeps, what is there already') },
  notes: [
    'Takes what "backup" made, or a copy of a stopped data directory, and only',
    'reads it. All users have to sign in again; passwords, API tokens and approvals',
    'are those of the backup.',
  ],
  async run({ options, operand }, shell) {
    const startedAt = performance.now();
    const { config } = loadConfig(shell.sources);
    const backup = resolve(shell.sources.cwd ?? '.', operand);
    const { storage } = config;
    const done = await restore({ storage, backup, mayReplace: options.replace });
    const where = `${backup} to ${placeOf(storage)}`;
    shell.out(`Restored ${described(done)} from ${where}, in ${secondsSince(startedAt)}`);
    if (done.leftOut.length > 0)
      shell.out(`Left out, because they do not belong to a backup: ${listed(done.leftOut)}`);
    for (const line of replacements(done.replaced)) shell.out(line);
    for (const path of done.kept) shell.out(`What was there before is kept in ${path}`);
    if (done.newSecretFile !== null)
      shell.out(`The secret of the backup is now in ${done.newSecretFile}: every server needs it`);
    shell.out('All users have to sign in again. Now start the server: anchor-auth serve');
    return 0;
  },
});

/** File names of a backup must neither control the terminal nor fill it. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).map((name) => name.replaceAll(/\p{C}/gu, '\uFFFD'));
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
