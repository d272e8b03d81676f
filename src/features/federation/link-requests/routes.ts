import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { TicketCookie } from '../../../http/ticket-cookie.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { askedSchema, askForLinkRequestSchema } from './schema.ts';
import type { LinkRequests } from './service.ts';

interface LinkRequestRoutesOptions extends Pick<
  RouteParts<SessionPerson, Person>,
  'limits' | 'readClient'
> {
  readonly linkRequests: LinkRequests;
  readonly ticketCookie: TicketCookie;
}

export function linkRequestRoutes({
  linkRequests,
  ticketCookie,
  limits,
  readClient,
}: LinkRequestRoutesOptions) {
  return new Elysia({ prefix: '/api/auth' }).use(limits).post(
    '/link-requests',
    async ({ body: { ticket }, request, server, set }) => {
      const shown = ticketCookie.shownIn(request, ticket);
      const asked = await linkRequests.ask(shown, readClient({ request, server }));
      ticketCookie.clear(set, ticket);
      return asked;
    },
    {
      limit: 'exchange',
      body: askForLinkRequestSchema,
      detail: documented({
        operation: 'requestLink',
        tag: 'Sign-in providers',
        summary: 'Ask for the link to an account',
        description:
          'For a person whose sign-in was refused with `account_exists`: the administrators decide within 14 days whether it belongs to the account, and then the person signs in at the provider as usual. The answer says nothing about the account. In a browser the ticket works only in the one that received it.',
        success: { description: 'Asked, now or before', schema: askedSchema },
        errors: ['invalid_link_ticket', 'link_request_outdated', 'too_many_link_requests'],
      }),
    },
  );
}
