import { Elysia } from 'elysia';
import { documented } from '../../http/documented.ts';
import type { RouteParts } from '../../http/route-parts.ts';
import type { Person, SessionPerson } from '../sessions/service.ts';
import { apiTokenSchema, revokedSchema } from './schema.ts';
import type { ApiTokens } from './service.ts';

const tag = 'API tokens';

export function apiTokenRoutes(
  apiTokens: ApiTokens,
  { guards, readClient }: RouteParts<SessionPerson, Person>,
) {
  return new Elysia({ prefix: '/api/auth/api-token' })
    .use(guards)
    .get('', async ({ person }) => ({ apiToken: await apiTokens.show(person) }), {
      auth: 'session',
      detail: documented({
        operation: 'getApiToken',
        tag,
        summary: 'Show my API token',
        success: { description: 'The token, or null when there is none', schema: apiTokenSchema },
      }),
    })
    .post(
      '/regenerate',
      async ({ person, request, server }) => ({
        apiToken: await apiTokens.regenerate(person, readClient({ request, server })),
      }),
      {
        auth: 'session',
        ownChange: true,
        detail: documented({
          operation: 'regenerateApiToken',
          tag,
          summary: 'Create a new API token',
          description: 'The previous token stops working at once.',
          success: { description: 'The new token', schema: apiTokenSchema },
        }),
      },
    )
    .delete(
      '',
      async ({ person, request, server }) => {
        await apiTokens.revoke(person, readClient({ request, server }));
        return { message: 'API token revoked successfully', apiToken: null };
      },
      {
        auth: 'session',
        ownChange: true,
        detail: documented({
          operation: 'revokeApiToken',
          tag,
          summary: 'Revoke my API token',
          success: { description: 'No API token is left', schema: revokedSchema },
        }),
      },
    );
}
