import { t } from 'elysia';
import { ticketField } from '../link-requests/schema.ts';

export const confirmLinkRequestSchema = t.Object(
  {
    ticket: ticketField,
    password: t.String({ description: 'The password of the account here' }),
  },
  {
    title: 'ConfirmLinkRequest',
    examples: [{ ticket: 'q0V1…', password: 'correct horse battery' }],
  },
);
