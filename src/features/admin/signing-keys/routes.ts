import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { actorOf } from '../users/service.ts';
import { rotationRequestSchema, signingKeysSchema } from './schema.ts';
import type { KeyAdministration } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function signingKeyRoutes(keys: KeyAdministration, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin' })
    .use(guards)
    .get('/keys', () => keys.list(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'listSigningKeys',
        tag,
        summary: 'List the keys that sign access tokens',
        description: 'Empty with HS256, which signs with a secret.',
        success: { description: 'The published keys', schema: signingKeysSchema },
      }),
    })
    .post(
      '/keys/rotate',
      ({ body, person, request, server }) =>
        keys.rotate(body.revoke === true, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        body: rotationRequestSchema,
        detail: documented({
          operation: 'rotateSigningKeys',
          tag,
          summary: 'Let the next key sign',
          description:
            'The published next key signs at once; without one, a new key is made. With `revoke`, this server refuses every access token of the former keys at once, and clients refresh; others refuse them when they next read the list of keys.',
          success: { description: 'The published keys', schema: signingKeysSchema },
          errors: ['keys_from_secret'],
        }),
      },
    );
}
