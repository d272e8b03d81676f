import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../service.ts';
import { appTokenRequestSchema, appTokenSchema } from './schema.ts';
import type { AppTokens } from './service.ts';

export function appTokenRoutes(
  appTokens: AppTokens,
  { guards }: Pick<RouteParts<SessionPerson, Person>, 'guards'>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(guards)
    .post('/app-token', ({ body, person }) => appTokens.issue(person, body.audience), {
      auth: 'session',
      body: appTokenRequestSchema,
      detail: documented({
        operation: 'createAppToken',
        tag: 'Sessions',
        summary: 'Get a token for another program',
        description:
          'The token is for one program alone, which verifies it by the published keys. This server accepts it nowhere, so the program gets no access to the account.',
        success: { description: 'The token', schema: appTokenSchema },
        errors: ['asymmetric_keys_required', 'unknown_audience'],
      }),
    });
}
