import { userOf } from '../features/users/service.ts';
import { disconnectWarning } from '../features/admin/password-resets/service.ts';
import { defineCommand, flag } from './command.ts';
import { withInstance } from './instance.ts';
import {
  mustChange,
  passwordStdin,
  readPassword,
  showPassword,
  temporaryNote,
  warnIfUseless,
} from './password-input.ts';

export const userResetPasswordCommand = defineCommand({
  name: 'user reset-password',
  summary: 'gives an account a new password',
  operand: 'EMAIL',
  options: {
    'password-stdin': passwordStdin,
    'must-change': mustChange,
    disconnect: flag('also unlink it from its identity providers'),
  },
  notes: ['Ends all its sessions and revokes its API token.'],
  async run({ options, operand }, shell) {
    const password = await readPassword(options['password-stdin'], shell);
    return withInstance(shell, async ({ passwordResets, database, connections }) => {
      const { id } = await userOf(database.read, operand);
      const { disconnect: disconnects, 'must-change': isTemporary } = options;
      const reset = { password, disconnects, mustChange: isTemporary };
      const { user, generatedPassword } = await passwordResets.reset(id, reset, null);
      shell.out(`Reset the password of ${user.email}; all its sessions have ended`);
      showPassword(generatedPassword, shell);
      if (isTemporary) shell.out(temporaryNote);
      if (options.disconnect) shell.err(`anchor-auth: ${disconnectWarning}`);
      await warnIfUseless(connections, shell);
      if (user.status !== 'active') {
        shell.err(`anchor-auth: The account is ${user.status}, so it cannot sign in yet`);
      }
      return 0;
    });
  },
});
