import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../service.ts';
import { messageSchema, sessionsSchema } from '../schema.ts';
import type { SessionList } from './service.ts';

const tag = 'Sessions';

export function sessionListRoutes(
  list: SessionList,
  { guards, readClient }: RouteParts<SessionPerson, Person>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(guards)
    .get('/sessions', ({ person }) => list.of(person.userId, person.sessionId), {
      auth: 'session',
      detail: documented({
        operation: 'listSessions',
        tag,
        summary: 'List my sessions',
        success: { description: 'Active sessions, last used first', schema: sessionsSchema },
      }),
    })
    .delete(
      '/sessions',
      async ({ person, request, server }) => {
        await list.endOthers(person, readClient({ request, server }));
        return { message: 'All other sessions ended' };
      },
      {
        auth: 'session',
        ownChange: true,
        detail: documented({
          operation: 'endOtherSessions',
          tag,
          summary: 'End my other sessions',
          success: { description: 'All other sessions have ended', schema: messageSchema },
        }),
      },
    )
    .delete(
      '/sessions/:id',
      async ({ person, params, request, server }) => {
        await list.end(person, params.id, readClient({ request, server }));
        return { message: 'Session ended' };
      },
      {
        auth: 'session',
        ownChange: true,
        detail: documented({
          operation: 'endSession',
          tag,
          summary: 'End one of my sessions',
          success: {
            description: 'The session has ended and its tokens are revoked',
            schema: messageSchema,
          },
          errors: ['session_not_found'],
        }),
      },
    );
}
