import { type Static, t } from 'elysia';

export const ticketField = t.String({
  description: 'The linkTicket of a refused sign-in, or link_ticket in the address of the page',
});

export const askForLinkRequestSchema = t.Object(
  { ticket: ticketField },
  { title: 'AskForLinkRequest', examples: [{ ticket: 'q0V1…' }] },
);

export const askedSchema = t.Object(
  {
    status: t.Union([t.Literal('waiting'), t.Literal('refused')], {
      description: 'refused: an administrator has refused it since it was first asked',
    }),
    expiresAt: t.String({ format: 'date-time', description: 'When the question ends' }),
  },
  { title: 'AskedForLink' },
);

export type Asked = Static<typeof askedSchema>;
