import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { userSchema } from '../../users/schema.ts';
import { userIdOf } from '../../users/service.ts';
import { actorOf } from '../users/service.ts';
import { membershipsRequestSchema } from './schema.ts';
import type { Memberships } from './service.ts';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function membershipRoutes(memberships: Memberships, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/users' })
    .use(guards)
    .put(
      '/:id/groups',
      ({ params, body, person, request, server }) =>
        memberships.replace(
          userIdOf(params.id),
          body.groups,
          actorOf(person, readClient({ request, server })),
        ),
      {
        scope: 'admin:users',
        body: membershipsRequestSchema,
        detail: documented({
          operation: 'setUserGroups',
          tag: 'Administration',
          summary: 'Set the groups of a user',
          description:
            'Replaces the groups that administrators gave to the user. Those that the OpenID provider gave stay.',
          success: { description: 'The user with all groups', schema: userSchema },
          errors: ['user_not_found', 'group_not_found'],
        }),
      },
    );
}
