import { type Static, t } from 'elysia';

export const resetLinkRequestSchema = t.Object(
  {
    send: t.Optional(
      t.Union([t.Boolean(), t.Null()], {
        description: 'Also mails the link to the user',
      }),
    ),
  },
  { title: 'ResetLinkRequest', examples: [{ send: true }] },
);

export const resetLinkSchema = t.Object(
  {
    url: t.String({
      description: 'Shown once; it works once',
      examples: ['https://auth.example.com/link#q0v6J7mFp3Zk1c9wXnB4tR8sYdL2hGfUeA5iPoV_KjM'],
    }),
    expiresAt: t.String({ format: 'date-time' }),
  },
  { title: 'ResetLink' },
);

export type ResetLink = Static<typeof resetLinkSchema>;
