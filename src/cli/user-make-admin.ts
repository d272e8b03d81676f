import { userOf } from '../features/users/service.ts';
import { defineCommand } from './command.ts';
import { withInstance } from './instance.ts';

export const userMakeAdminCommand = defineCommand({
  name: 'user make-admin',
  summary: 'makes somebody an administrator',
  operand: 'EMAIL',
  options: {},
  notes: ['An account that is pending or disabled becomes active by it.'],
  run({ operand }, shell) {
    return withInstance(shell, async ({ accounts, database }) => {
      const { id } = await userOf(database.read, operand);
      const { user, isNew } = await accounts.makeAdmin(id, null);
      shell.out(`${user.email} is ${isNew ? 'now' : 'already'} an administrator`);
      return 0;
    });
  },
});
