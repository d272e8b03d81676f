import { defineCommand, flag } from './command.ts';
import { withInstance } from './instance.ts';
import { writeKeys } from './key-list.ts';

export const keyRotateCommand = defineCommand({
  name: 'key rotate',
  summary: 'lets the next key sign access tokens',
  operand: null,
  options: { revoke: flag('refuses the access tokens of the former keys') },
  notes: [
    'Servers that run take it over within five seconds. With --revoke every access',
    'token ends then, and apps refresh theirs; programs that verify tokens themselves',
    'refuse them when they next read the list of keys, after five minutes at most.',
  ],
  run({ options }, shell) {
    return withInstance(shell, async ({ signingKeys }) => {
      const keys = await signingKeys.rotate(options.revoke, null);
      writeKeys(keys, shell);
      if (keys.some((key) => key.mayBeUnknown)) {
        shell.err(
          'anchor-auth: The key was published just now: programs that verify tokens themselves may refuse new ones for five minutes',
        );
      }
      return 0;
    });
  },
});
