import { userOf } from '../features/users/service.ts';
import { defineCommand } from './command.ts';
import { withInstance } from './instance.ts';

export const userMakeAdminCommand = defineCommand({
  name: 'user make-admin',
  summary: 'makes a user an administrator',
  operand: 'EMAIL',
  options: {},
  notes: ['A pending or disabled account also becomes active.'],
  run({ operand }, shell) {
    return withInstance(shell, async ({ accounts, database }) => {
      const { id } = await userOf(database.read, operand);
      const { user, isNew } = await accounts.makeAdmin(id, null);
      shell.out(`${user.email} is ${isNew ? 'now' : 'already'} an administrator`);
      return 0;
    });
  },
});
