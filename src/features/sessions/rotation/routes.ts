import { Elysia } from 'elysia';
import { validationError } from '../../../core/errors.ts';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { shownToken } from '../rules.ts';
import { tokensSchema } from '../schema.ts';
import type { Person, SessionPerson } from '../service.ts';
import { refreshRequestSchema } from './schema.ts';
import type { Refresh } from './service.ts';

const tag = 'Sessions';

export function refreshRoutes(
  refresh: Refresh,
  { limits, readClient }: Pick<RouteParts<SessionPerson, Person>, 'limits' | 'readClient'>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(limits)
    .post(
      '/refresh',
      ({ body, request, server }) =>
        refresh.refresh(requiredToken(shownToken(body)), readClient({ request, server })),
      {
        limit: 'refresh',
        body: refreshRequestSchema,
        detail: documented({
          operation: 'refresh',
          tag,
          summary: 'Refresh the tokens',
          description:
            'The refresh token is used up. Using it again within the grace period (60 seconds by default) returns the same new token, if the request comes from the same network (IPv4 /24, IPv6 /48), or with the same user agent from another network known to the account. Any other reuse counts as theft and ends the session.',
          success: { description: 'New tokens', schema: tokensSchema },
          errors: ['invalid_refresh_token', 'refresh_token_expired'],
        }),
      },
    );
}

function requiredToken(token: string | null): string {
  if (token !== null) return token;
  const message = 'refresh_token is required';
  throw validationError([{ field: 'refresh_token', message, code: 'required' }]);
}
