import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { actorOf } from '../users/service.ts';
import { outboxSchema } from './schema.ts';
import type { OutboxAdministration } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function outboxRoutes(outbox: OutboxAdministration, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin' })
    .use(guards)
    .get('/outbox', () => outbox.state(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getOutbox',
        tag,
        summary: 'Read how many mails and events wait to be sent',
        success: {
          description: 'What waits for the mail server and the webhook',
          schema: outboxSchema,
        },
      }),
    })
    .post(
      '/outbox/retry',
      ({ person, request, server }) =>
        outbox.tryAgain(actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        detail: documented({
          operation: 'retryOutbox',
          tag,
          summary: 'Send all waiting messages now',
          description:
            'Each message gets all its attempts again, and a webhook that was stopped is called again.',
          success: { description: 'What waits at this moment', schema: outboxSchema },
        }),
      },
    );
}
