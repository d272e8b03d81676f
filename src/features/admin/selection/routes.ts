import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { actorOf } from '../users/service.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { decisionRequestSchema, decisionsSchema } from './schema.ts';
import type { Selection } from './service.ts';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function selectionRoutes(selection: Selection, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/users' })
    .use(guards)
    .post(
      '/pending/approve',
      ({ body, person, request, server }) =>
        selection.act('approve', body.ids, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: decisionRequestSchema,
        detail: described('approveUsers', 'Approve pending users'),
      },
    )
    .post(
      '/pending/reject',
      ({ body, person, request, server }) =>
        selection.act('reject', body.ids, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: decisionRequestSchema,
        detail: described('rejectUsers', 'Reject pending users'),
      },
    )
    .post(
      '/disable',
      ({ body, person, request, server }) =>
        selection.act('disable', body.ids, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: decisionRequestSchema,
        detail: described('disableUsers', 'Disable users'),
      },
    )
    .post(
      '/enable',
      ({ body, person, request, server }) =>
        selection.act('enable', body.ids, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: decisionRequestSchema,
        detail: described('enableUsers', 'Enable users'),
      },
    )
    .post(
      '/delete',
      ({ body, person, request, server }) =>
        selection.act('delete', body.ids, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: decisionRequestSchema,
        detail: described('deleteUsers', 'Delete users'),
      },
    );
}

function described(operation: string, summary: string) {
  return documented({
    operation,
    tag: 'Administration',
    summary,
    description:
      'Users listed in `failed` stay as they were. The own account can be neither disabled nor deleted this way.',
    success: {
      description: 'The number of changed users, and those that failed',
      schema: decisionsSchema,
    },
  });
}
