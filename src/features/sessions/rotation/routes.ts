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
          summary: 'Trade a refresh token for new tokens',
          description:
            'The token shown is used up. Showing it again within the grace time (60 seconds unless set otherwise) from the same network (IPv4 /24, IPv6 /48), or with the same user agent from another network in which the account is known, gives the same successor; from elsewhere or later it counts as stolen and ends the session.',
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
