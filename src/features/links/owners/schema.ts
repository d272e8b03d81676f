import { type Static, t } from 'elysia';

export const ownedLinkRequestSchema = t.Object(
  {
    token: t.String({ description: 'What follows the # in the link' }),
    password: t.Optional(
      t.Union([t.String(), t.Null()], {
        description: 'The password of the account, for a caller without a session of it',
      }),
    ),
  },
  { title: 'OwnedLinkRequest', examples: [{ token: 'Zc1…' }] },
);

export type OwnedLinkRequest = Static<typeof ownedLinkRequestSchema>;
