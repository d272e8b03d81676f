import { type Static, t } from 'elysia';

export const pendingStatusRequestSchema = t.Object(
  { ticket: t.String({ description: 'The pendingTicket of a registration or a sign-in' }) },
  { title: 'PendingStatusRequest' },
);

export const pendingStatusSchema = t.Object(
  {
    status: t.Union([t.Literal('pending'), t.Literal('approved'), t.Literal('gone')], {
      description:
        'gone: the registration was rejected, expired or deleted, or the account is disabled',
    }),
  },
  { title: 'PendingStatus' },
);

export type PendingStatus = Static<typeof pendingStatusSchema>;

/** A field of the answers that tell that an account waits for approval. */
export const ticketField = t.String({
  description:
    'Asks POST /api/auth/pending for 24 hours whether the account has been approved; gives access to nothing else',
});
