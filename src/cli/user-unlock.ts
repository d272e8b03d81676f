import { userOf } from '../features/users/service.ts';
import { defineCommand } from './command.ts';
import { withInstance } from './instance.ts';
import { warnIfUseless } from './password-input.ts';

export const userUnlockCommand = defineCommand({
  name: 'user unlock',
  summary: 'lets an account sign in again after wrong passwords',
  operand: 'EMAIL',
  options: {},
  notes: [
    'When too many wrong passwords have blocked sign-in for a while, the owner of the',
    'account can sign in again at once. The password stays as it is.',
  ],
  run({ operand }, shell) {
    return withInstance(shell, async ({ accounts, database, connections }) => {
      const { id } = await userOf(database.read, operand);
      const user = await accounts.unlock(id, null);
      shell.out(`Unlocked ${user.email}: its wrong passwords no longer count`);
      await warnIfUseless(connections, shell);
      if (user.status !== 'active') {
        shell.err(`anchor-auth: The account is ${user.status}, so it cannot sign in yet`);
      }
      return 0;
    });
  },
});
