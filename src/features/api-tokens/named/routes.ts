import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import {
  createdTokenSchema,
  createTokenRequestSchema,
  listedTokenSchema,
  listedTokensSchema,
  updateTokenRequestSchema,
} from './schema.ts';
import { type NamedTokens, tokenIdOf } from './service.ts';

const tag = 'API tokens';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function namedTokenRoutes(tokens: NamedTokens, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/auth/tokens' })
    .use(guards)
    .get('', ({ person }) => tokens.list(person.userId), {
      auth: 'session',
      detail: documented({
        operation: 'listApiTokens',
        tag,
        summary: 'List my API tokens',
        description: 'Expired tokens stay in the list for 30 days.',
        success: { description: 'The tokens, newest first', schema: listedTokensSchema },
      }),
    })
    .post(
      '',
      async ({ person, body, set, request, server }) => {
        const token = await tokens.create(person, body, readClient({ request, server }));
        set.status = 201;
        return token;
      },
      {
        auth: 'session',
        ownChange: true,
        recent: true,
        body: createTokenRequestSchema,
        detail: documented({
          operation: 'createApiToken',
          tag,
          summary: 'Create an API token',
          description:
            'A user may have 50 tokens and make 20 in an hour. Scopes that begin with `admin:` require an administrator, also at each use.',
          success: {
            status: 201,
            description: 'The token, which is never shown again',
            schema: createdTokenSchema,
          },
          errors: ['admin_required', 'token_name_taken', 'too_many_tokens', 'rate_limited'],
        }),
      },
    )
    .patch(
      '/:id',
      ({ person, params, body, request, server }) =>
        tokens.update(
          person,
          { tokenId: tokenIdOf(params.id), request: body },
          readClient({ request, server }),
        ),
      {
        auth: 'session',
        ownChange: true,
        body: updateTokenRequestSchema,
        detail: documented({
          operation: 'updateApiToken',
          tag,
          summary: 'Rename or extend an API token',
          description:
            'A longer expiry requires a recent sign-in. The token of /api/auth/api-token has neither a name nor an expiry to change.',
          success: { description: 'The token', schema: listedTokenSchema },
          errors: ['token_not_found', 'token_name_taken', 'reauthentication_required'],
        }),
      },
    )
    .delete(
      '/:id',
      async ({ person, params, request, server }) => {
        await tokens.revoke(person, tokenIdOf(params.id), readClient({ request, server }));
        return { message: 'API token revoked successfully' };
      },
      {
        auth: 'session',
        ownChange: true,
        detail: documented({
          operation: 'revokeOneApiToken',
          tag,
          summary: 'Revoke one of my API tokens',
          success: { description: 'The token no longer works', schema: messageSchema },
          errors: ['token_not_found'],
        }),
      },
    );
}
