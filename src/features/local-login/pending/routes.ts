import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { pendingStatusSchema, pendingStatusRequestSchema } from './schema.ts';
import type { PendingTickets } from './service.ts';

export function pendingRoutes(
  pendingTickets: PendingTickets,
  { limits }: Pick<RouteParts<SessionPerson, Person>, 'limits'>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(limits)
    .post('/pending', ({ body }) => pendingTickets.ask(body.ticket), {
      limit: 'pendingQuestion',
      body: pendingStatusRequestSchema,
      detail: documented({
        operation: 'askPending',
        tag: 'Accounts',
        summary: 'Ask whether an account has been approved',
        description:
          'For a page that waits: it asks again every few seconds, and signs the person in when the status is approved.',
        success: { description: 'Whether the account still waits', schema: pendingStatusSchema },
        errors: ['invalid_pending_ticket'],
      }),
    });
}
