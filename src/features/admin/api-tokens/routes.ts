import { Elysia } from 'elysia';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { listedTokensSchema } from '../../api-tokens/named/schema.ts';
import { tokenIdOf } from '../../api-tokens/named/service.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { userIdOf } from '../../users/service.ts';
import { actorOf } from '../users/service.ts';
import type { UserTokens } from './service.ts';

const tag = 'Administration';

type Parts = Pick<RouteParts<SessionPerson, Person>, 'guards' | 'readClient'>;

export function userTokenRoutes(tokens: UserTokens, { guards, readClient }: Parts) {
  return new Elysia({ prefix: '/api/admin/users/:id/tokens' })
    .use(guards)
    .get('', ({ params }) => tokens.list(userIdOf(params.id)), {
      scope: 'admin:read',
      detail: documented({
        operation: 'listUserApiTokens',
        tag,
        summary: 'List the API tokens of a user',
        success: { description: 'The tokens, newest first', schema: listedTokensSchema },
        errors: ['user_not_found'],
      }),
    })
    .delete(
      '',
      async ({ params, person, request, server }) => {
        const by = actorOf(person, readClient({ request, server }));
        await tokens.revokeAll(userIdOf(params.id), by);
        return { message: 'API tokens revoked successfully' };
      },
      {
        auth: 'administrator',
        detail: documented({
          operation: 'revokeUserApiTokens',
          tag,
          summary: 'Revoke all API tokens of a user',
          success: { description: 'None of them works any more', schema: messageSchema },
          errors: ['user_not_found'],
        }),
      },
    )
    .delete(
      '/:tokenId',
      async ({ params, person, request, server }) => {
        const by = actorOf(person, readClient({ request, server }));
        await tokens.revoke(userIdOf(params.id), tokenIdOf(params.tokenId), by);
        return { message: 'API token revoked successfully' };
      },
      {
        auth: 'administrator',
        detail: documented({
          operation: 'revokeUserApiToken',
          tag,
          summary: 'Revoke an API token of a user',
          success: { description: 'The token no longer works', schema: messageSchema },
          errors: ['user_not_found', 'token_not_found'],
        }),
      },
    );
}
