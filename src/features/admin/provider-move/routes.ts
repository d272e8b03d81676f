import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { actorOf } from '../users/service.ts';
import { moveReportSchema, moveRequestSchema, moveStateSchema } from './schema.ts';
import type { ProviderMoveAdministration } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

const state = { description: 'The newest move and its report', schema: moveStateSchema };

export function providerMoveRoutes(
  moves: ProviderMoveAdministration,
  { guards, readClient }: Parts,
) {
  return new Elysia({ prefix: '/api/admin' })
    .use(guards)
    .get('/provider-move', () => moves.overview(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getProviderMove',
        tag,
        summary: 'Read the move to another OpenID provider',
        description: 'Who was taken over, who will be at the next sign-in, and who is not and why.',
        success: state,
      }),
    })
    .post('/provider-move/preview', ({ body }) => moves.preview(body), {
      auth: 'administrator',
      body: moveRequestSchema,
      detail: documented({
        operation: 'previewProviderMove',
        tag,
        summary: 'Show what a move would do',
        success: { description: 'The people it concerns', schema: moveReportSchema },
        errors: ['issuer_unused'],
      }),
    })
    .post(
      '/provider-move',
      ({ body, person, request, server }) =>
        moves.start(body, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        recent: true,
        body: moveRequestSchema,
        detail: documented({
          operation: 'startProviderMove',
          tag,
          summary: 'Start a move to another OpenID provider',
          description:
            'For 14 days, an identity of the old issuer whose last verified address is that of a new subject is replaced by it at the sign-in. Within one issuer, only identities that were not used since the start, each once, and never those of administrators; if an old subject appears after all, both are refused.',
          success: state,
          errors: ['issuer_unused', 'provider_move_running'],
        }),
      },
    )
    .post(
      '/provider-move/undo',
      ({ person, request, server }) => moves.undo(actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        recent: true,
        detail: documented({
          operation: 'undoProviderMove',
          tag,
          summary: 'Undo the newest move',
          description:
            'Each person who was taken over gets the old identity back, and loses the sessions, tokens, linked providers and first password that were made since.',
          success: state,
          errors: ['provider_move_not_found'],
        }),
      },
    );
}
