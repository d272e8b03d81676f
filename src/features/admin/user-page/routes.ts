import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { userIdOf } from '../../users/service.ts';
import { userDetailsSchema } from './schema.ts';
import type { UserPage } from './service.ts';

export function userPageRoutes(
  userPage: UserPage,
  { guards }: Pick<RouteParts<SessionPerson, Person>, 'guards'>,
) {
  return new Elysia({ prefix: '/api/admin/users' })
    .use(guards)
    .get('/:id', ({ params, person }) => userPage.of(userIdOf(params.id), person.sessionId), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getUser',
        tag: 'Administration',
        summary: 'Show a user',
        success: { description: 'The user, and how they sign in', schema: userDetailsSchema },
        errors: ['user_not_found', 'server_busy'],
      }),
    });
}
