import { isoTime } from '../core/time.ts';
import { userOf } from '../features/users/service.ts';
import { defineCommand } from './command.ts';
import { withInstance } from './instance.ts';

export const userResetLinkCommand = defineCommand({
  name: 'user reset-link',
  summary: 'makes a link to choose a new password',
  operand: 'EMAIL',
  options: {},
  notes: [
    'The link works once, for 24 hours, and takes the place of an earlier one.',
    'Its use ends all sessions of the account and revokes its API tokens.',
  ],
  run({ operand }, shell) {
    return withInstance(shell, async ({ config, database, resetLinks }) => {
      const { id } = await userOf(database.read, operand);
      const { user, url, expiresAt } = await resetLinks.make(id, false, null);
      shell.out(`A link with which ${user.email} chooses a new password, shown only this once:`);
      shell.out(url);
      shell.out(`It works once, until ${isoTime(expiresAt).slice(0, 16).replace('T', ' ')} (UTC)`);
      if (config.server.appUrlIsDefault) {
        shell.err('anchor-auth: APP_URL is not set, so the link leads to this machine');
      }
      if (user.status === 'pending') {
        shell.err('anchor-auth: The account is pending, so it cannot sign in yet');
      }
      return 0;
    });
  },
});
