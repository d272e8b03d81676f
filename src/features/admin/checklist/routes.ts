import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { checklistChangeSchema, checklistSchema } from '../../settings/checklist/schema.ts';
import { actorOf } from '../users/service.ts';
import type { FirstSteps } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function checklistRoutes(firstSteps: FirstSteps, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/checklist' })
    .use(guards)
    .get('', () => firstSteps.read(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getChecklist',
        tag,
        summary: 'Read the checklist of a new server',
        success: { description: 'Which steps are marked as done', schema: checklistSchema },
        errors: ['server_busy'],
      }),
    })
    .patch(
      '',
      ({ body, person, request, server }) =>
        firstSteps.change(body, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: checklistChangeSchema,
        detail: documented({
          operation: 'updateChecklist',
          tag,
          summary: 'Mark steps of the checklist',
          success: { description: 'Which steps are marked as done', schema: checklistSchema },
          errors: ['server_busy'],
        }),
      },
    );
}
