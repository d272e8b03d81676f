import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { oidcOptionChangeSchema, oidcOptionsSchema } from '../../providers/options/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { actorOf } from '../users/service.ts';
import type { ProviderOptions } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function providerOptionsRoutes(options: ProviderOptions, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/settings/oidc' })
    .use(guards)
    .get('/options', () => options.options(), {
      scope: 'admin:read',
      detail: documented({
        operation: 'getOidcOptions',
        tag,
        summary: 'Read the further settings of the OpenID provider',
        description:
          'Each is set by its environment variable or by an administrator, also when the environment defines the provider.',
        success: { description: 'The current settings', schema: oidcOptionsSchema },
      }),
    })
    .patch(
      '/options',
      ({ body, person, request, server }) =>
        options.change(body, actorOf(person, readClient({ request, server }))),
      {
        auth: 'administrator',
        recent: true,
        body: oidcOptionChangeSchema,
        detail: documented({
          operation: 'updateOidcOptions',
          tag,
          summary: 'Change the further settings of the OpenID provider',
          success: { description: 'The current settings', schema: oidcOptionsSchema },
          errors: ['setting_locked', 'no_way_in'],
        }),
      },
    );
}
