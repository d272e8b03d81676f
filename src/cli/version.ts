import { version } from '../version.ts';
import { defineCommand } from './command.ts';

export const versionCommand = defineCommand({
  name: 'version',
  summary: 'shows the version (also --version)',
  operand: null,
  options: {},
  notes: [],
  run(_, shell) {
    shell.out(`anchor-auth ${version}`);
    return 0;
  },
});
