import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { TicketCookie } from '../../../http/ticket-cookie.ts';
import { signedInSchema } from '../../local-login/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { confirmLinkRequestSchema } from './schema.ts';
import type { LinkConfirmation } from './service.ts';

interface LinkConfirmationRoutesOptions extends Pick<
  RouteParts<SessionPerson, Person>,
  'limits' | 'readClient'
> {
  readonly linkConfirmation: LinkConfirmation;
  readonly ticketCookie: TicketCookie;
}

export function linkConfirmationRoutes({
  linkConfirmation,
  ticketCookie,
  limits,
  readClient,
}: LinkConfirmationRoutesOptions) {
  return new Elysia({ prefix: '/api/auth' }).use(limits).post(
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
        tag: 'Sign-in providers',
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
