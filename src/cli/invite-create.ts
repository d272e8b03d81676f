import { maxHours, maxUses, type CreatedInvitation } from '../features/admin/invitations/schema.ts';
import { defineCommand, flag, optional } from './command.ts';
import { withInstance } from './instance.ts';
import { UsageError } from './usage-error.ts';

const hoursOfDay = 24;

export const inviteCreateCommand = defineCommand({
  name: 'invite create',
  summary: 'makes a link to create an account with',
  operand: null,
  options: {
    email: optional('EMAIL', 'the only address that can use it'),
    admin: flag('make the account an administrator'),
    uses: optional('N', `for how many people: 1, at most ${maxUses}`),
    days: optional('N', `how long it works: 7, at most ${maxHours / hoursOfDay}`),
  },
  notes: [
    'Works in every registration mode, while the server runs as well. The account',
    'needs no approval. With an address, the link is also mailed if the server sends',
    'mail. Administrators see and revoke invitations in the panel.',
  ],
  run({ options }, shell) {
    const uses = wholeNumber('uses', options.uses, maxUses);
    const days = wholeNumber('days', options.days, maxHours / hoursOfDay);
    return withInstance(shell, async ({ invitationAdministration }) => {
      const made = await invitationAdministration.create(
        {
          email: options.email,
          isAdmin: options.admin,
          maxUses: uses,
          expiresInHours: days === null ? null : days * hoursOfDay,
        },
        null,
      );
      shell.out(made.url);
      shell.out(described(made));
      if (made.mailed) shell.out('The server also sends the link by mail');
      return 0;
    });
  },
});

function wholeNumber(option: string, text: string | null, max: number): number | null {
  if (text === null) return null;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= max) return number;
  throw new UsageError(
    `--${option} must be from 1 to ${max}`,
    'see "anchor-auth invite create --help"',
  );
}

function described({ email, isAdmin, maxUses: uses, expiresAt }: CreatedInvitation): string {
  const who = email ?? 'anyone who has the link';
  const role = isAdmin ? ' as an administrator' : '';
  const often = uses === 1 ? 'once' : `${uses} times`;
  const end = expiresAt.slice(0, 16).replace('T', ' ');
  return `It invites ${who}${role}, ${often}, until ${end} UTC`;
}
