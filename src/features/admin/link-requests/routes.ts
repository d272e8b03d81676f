import { Elysia } from 'elysia';
import { AppError } from '../../../core/errors.ts';
import { type Id, parseId } from '../../../core/uuid.ts';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { actorOf } from '../users/service.ts';
import { grantRequestSchema, linkRequestsSchema } from './schema.ts';
import type { LinkDecisions } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function linkDecisionRoutes(decisions: LinkDecisions, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/link-requests' })
    .use(guards)
    .get('', ({ person }) => decisions.list(person.userId), {
      scope: 'admin:read',
      detail: documented({
        operation: 'listLinkRequests',
        tag,
        summary: 'List the requests to link an account at a provider',
        description:
          'From people whose sign-in was refused with `account_exists`. A request ends after 14 days.',
        success: {
          description: 'Those that wait, the oldest first, then the refused ones',
          schema: linkRequestsSchema,
        },
      }),
    })
    .post(
      '/:id/grant',
      async ({ params, body, person, request, server }) => {
        const by = actorOf(person, readClient({ request, server }));
        await decisions.grant(requestIdOf(params.id), body.evenIfRefused ?? false, by);
        return { message: 'The account at the provider was linked' };
      },
      {
        auth: 'administrator',
        recent: true,
        body: grantRequestSchema,
        detail: documented({
          operation: 'grantLinkRequest',
          tag,
          summary: 'Link the account at the provider',
          description:
            'From then on that account at the provider opens the account here: grant it only if you know that both belong to the same person. Everything is checked again. An administrator cannot grant the request for their own account.',
          success: { description: 'Linked', schema: messageSchema },
          errors: [
            'own_link_request',
            'last_admin_demoted',
            'link_request_not_found',
            'link_request_refused',
            'link_request_outdated',
          ],
        }),
      },
    )
    .post(
      '/:id/refuse',
      async ({ params, person, request, server }) => {
        const by = actorOf(person, readClient({ request, server }));
        await decisions.refuse(requestIdOf(params.id), by);
        return { message: 'The request was refused' };
      },
      {
        auth: 'administrator',
        detail: documented({
          operation: 'refuseLinkRequest',
          tag,
          summary: 'Refuse to link the account at the provider',
          description: 'The person cannot ask again until the request expires.',
          success: { description: 'Refused', schema: messageSchema },
          errors: ['link_request_not_found', 'link_request_refused'],
        }),
      },
    );
}

/** The id in an address. Throws AppError `link_request_not_found`. */
function requestIdOf(text: string): Id {
  const id = parseId(text);
  if (id === null) throw new AppError('link_request_not_found');
  return id;
}
