import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../service.ts';
import { reauthenticatedSchema, reauthenticateRequestSchema } from './schema.ts';
import type { Reauthentication } from './service.ts';

export function reauthenticationRoutes(
  reauthentication: Reauthentication,
  { guards, readClient }: RouteParts<SessionPerson, Person>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(guards)
    .post(
      '/reauthenticate',
      ({ person, body, request, server }) =>
        reauthentication.confirm(person, body.password, readClient({ request, server })),
      {
        auth: 'session',
        ownChange: true,
        body: reauthenticateRequestSchema,
        detail: documented({
          operation: 'reauthenticate',
          tag: 'Sessions',
          summary: 'Re-authenticate with a password',
          description:
            'Answers with an access token for this session with `auth_time` set to now. Operations that answer `reauthentication_required` need one from the last 10 minutes. A user without a password signs in at the provider again, with `prompt=login`.',
          success: { description: 'Confirmed', schema: reauthenticatedSchema },
          errors: [
            'no_local_password',
            'wrong_current_password',
            'local_auth_disabled',
            'rate_limited',
            'server_busy',
          ],
        }),
      },
    );
}
