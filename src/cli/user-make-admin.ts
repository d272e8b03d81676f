import { defineCommand } from './command.ts';
import { withInstance } from './instance.ts';

export const userMakeAdminCommand = defineCommand({
  name: 'user make-admin',
  summary: 'makes somebody an administrator',
  operand: 'EMAIL',
  options: {},
  notes: ['An account that is pending or disabled becomes active by it.'],
  run({ operand }, shell) {
    return withInstance(shell, async ({ accounts }) => {
      const { user, isNew } = await accounts.makeAdmin(operand);
      shell.out(`${user.email} is ${isNew ? 'now' : 'already'} an administrator`);
      return 0;
    });
  },
});
