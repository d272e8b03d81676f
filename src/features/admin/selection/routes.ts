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
        scope: 'admin:users',
        body: decisionRequestSchema,
        detail: described('approveUsers', 'Approve pending users'),
      },
    )
    .post(
      '/pending/reject',
      ({ body, person, request, server }) =>
        selection.act('reject', body.ids, actorOf(person, readClient({ request, server }))),
      {
        scope: 'admin:users',
        body: decisionRequestSchema,
        detail: described('rejectUsers', 'Reject pending users'),
      },
    )
    .post(
      '/disable',
      ({ body, person, request, server }) =>
        selection.act('disable', body.ids, actorOf(person, readClient({ request, server }))),
      {
        scope: 'admin:users',
        body: decisionRequestSchema,
        detail: described('disableUsers', 'Disable users', notOneself),
      },
    )
    .post(
      '/enable',
      ({ body, person, request, server }) =>
        selection.act('enable', body.ids, actorOf(person, readClient({ request, server }))),
      {
        scope: 'admin:users',
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
        detail: described('deleteUsers', 'Delete users', notOneself),
      },
    );
}

const notOneself = ' You cannot disable or delete your own account this way.';

function described(operation: string, summary: string, more = '') {
  return documented({
    operation,
    tag: 'Administration',
    summary,
    description: `Users listed in \`failed\` are not changed.${more}`,
    success: {
      description: 'The number of changed users, and the users that were not changed',
      schema: decisionsSchema,
    },
  });
}
