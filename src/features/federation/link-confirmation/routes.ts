import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { TicketCookie } from '../../../http/ticket-cookie.ts';
import { signedInSchema } from '../../local-login/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { askedSchema, askForLinkRequestSchema } from '../link-requests/schema.ts';
import type { LinkRequests } from '../link-requests/service.ts';
import { confirmLinkRequestSchema } from './schema.ts';
import type { LinkConfirmation } from './service.ts';

const tag = 'Sign-in providers';

interface LinkRequestRoutesOptions extends Pick<
  RouteParts<SessionPerson, Person>,
  'limits' | 'readClient'
> {
  readonly linkRequests: LinkRequests;
  readonly linkConfirmation: LinkConfirmation;
  readonly ticketCookie: TicketCookie;
}

/** What a person can do with the ticket of a refused sign-in. */
export function linkRequestRoutes({
  linkRequests,
  linkConfirmation,
  ticketCookie,
  limits,
  readClient,
}: LinkRequestRoutesOptions) {
  return new Elysia({ prefix: '/api/auth' })
    .use(limits)
    .post(
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
          tag,
          summary: 'Ask for the link to an account',
          description:
            'For a person whose sign-in was refused with `account_exists`: the administrators decide within 14 days whether it belongs to the account, and then the person signs in at the provider as usual. The answer says nothing about the account. In a browser the ticket works only in the one that received it.',
          success: { description: 'Asked, now or before', schema: askedSchema },
          errors: ['invalid_link_ticket', 'link_request_outdated', 'too_many_link_requests'],
        }),
      },
    )
    .post(
      '/link-requests/confirm',
      async ({ body: { ticket, password }, request, server, set }) => {
        const shown = ticketCookie.shownIn(request, ticket);
        const origin = readClient({ request, server });
        const signedIn = await linkConfirmation.confirm(shown, password, origin);
        ticketCookie.clear(set, ticket);
        return signedIn;
      },
      {
        limit: 'login',
        body: confirmLinkRequestSchema,
        detail: documented({
          operation: 'confirmLink',
          tag,
          summary: 'Confirm a link with the password',
          description:
            'For a person whose sign-in was refused with `account_exists` and who knows the password of the account: links the account at the provider and signs in. Wrong passwords count as at POST /api/auth/login. An account at the same provider that was linked before is replaced.',
          success: { description: 'Linked and signed in', schema: signedInSchema },
          errors: [
            'invalid_link_ticket',
            'invalid_credentials',
            'account_pending',
            'account_disabled',
            'email_not_verified',
            'password_change_required',
            'local_auth_disabled',
            'link_request_outdated',
            'last_admin_demoted',
            'server_busy',
          ],
        }),
      },
    );
}
