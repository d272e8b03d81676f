import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { actorOf } from '../users/service.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { decisionRequestSchema, decisionsSchema } from './schema.ts';
import type { Waiting } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function waitingRoutes(waiting: Waiting, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/users/pending' })
    .use(guards)
    .post(
      '/approve',
      ({ body, person, request, server }) =>
        waiting.approve(body.ids, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: decisionRequestSchema,
        detail: documented({
          operation: 'approveUsers',
          tag,
          summary: 'Approve pending users',
          description: 'Users listed in `failed` stay as they were.',
          success: {
            description: 'The number of changed users, and those that failed',
            schema: decisionsSchema,
          },
        }),
      },
    )
    .post(
      '/reject',
      ({ body, person, request, server }) =>
        waiting.reject(body.ids, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: decisionRequestSchema,
        detail: documented({
          operation: 'rejectUsers',
          tag,
          summary: 'Reject pending users',
          description: 'Users listed in `failed` stay as they were.',
          success: {
            description: 'The number of changed users, and those that failed',
            schema: decisionsSchema,
          },
        }),
      },
    );
}
