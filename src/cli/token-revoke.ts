import { tokenIdOf } from '../features/api-tokens/named/service.ts';
import { userOf } from '../features/users/service.ts';
import { defineCommand, optional } from './command.ts';
import { withInstance } from './instance.ts';

export const tokenRevokeCommand = defineCommand({
  name: 'token revoke',
  summary: 'revokes all API tokens of an account, or one',
  operand: 'EMAIL',
  options: { id: optional('ID', 'only this one, as "token list" shows it') },
  notes: ['Scripts that use them are refused at once. Sessions and the password stay.'],
  run({ operand, options }, shell) {
    return withInstance(shell, async ({ database, userTokens }) => {
      const { id, email } = await userOf(database.read, operand);
      if (options.id === null) {
        const count = await userTokens.revokeAll(id, null);
        shell.out(`Revoked all API tokens of ${email}: ${count}`);
      } else {
        await userTokens.revoke(id, tokenIdOf(options.id), null);
        shell.out(`Revoked the API token ${options.id} of ${email}`);
      }
      return 0;
    });
  },
});
