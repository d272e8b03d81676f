import { defineCommand } from './command.ts';
import { withInstance } from './instance.ts';

export const mailTestCommand = defineCommand({
  name: 'mail test',
  summary: 'sends a test mail and tells how that ended',
  operand: 'TO',
  options: {},
  notes: [
    'Works while the server runs.',
    'Exit code 0 when the mail server took the mail, else 1.',
  ],
  run: ({ operand }, shell) =>
    withInstance(shell, async ({ mailAdministration }) => {
      const { ok, message } = await mailAdministration.test(operand, null);
      if (ok) shell.out(`Sent a test mail to ${operand.trim()}: ${message}`);
      else shell.err(`anchor-auth: No mail was sent: ${message}`);
      return ok ? 0 : 1;
    }),
});
