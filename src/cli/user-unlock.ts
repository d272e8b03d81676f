import { userOf } from '../features/users/service.ts';
import { defineCommand } from './command.ts';
import { withInstance } from './instance.ts';
import { warnIfUseless } from './password-input.ts';

export const userUnlockCommand = defineCommand({
  name: 'user unlock',
  summary: 'forgives the wrong passwords of an account',
  operand: 'EMAIL',
  options: {},
  notes: [
    'When strangers have guessed so often that its owner is told to wait, the owner',
    'can sign in again at once. The password stays as it is.',
  ],
  run({ operand }, shell) {
    return withInstance(shell, async ({ accounts, database, connections }) => {
      const { id } = await userOf(database.read, operand);
      const user = await accounts.unlock(id, null);
      shell.out(`Forgave the wrong passwords of ${user.email}`);
      await warnIfUseless(connections, shell);
      if (user.status !== 'active') {
        shell.err(`anchor-auth: The account is ${user.status}, so it cannot sign in yet`);
      }
      return 0;
    });
  },
});
