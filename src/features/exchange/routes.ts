import { Elysia } from 'elysia';
import { documented } from '../../http/documented.ts';
import type { RouteParts } from '../../http/route-parts.ts';
import type { Person, SessionPerson } from '../sessions/service.ts';
import { exchangedSchema, exchangeRequestSchema } from './model.ts';
import type { Exchange } from './service.ts';

/** The same door under two names: a code does not say which kind of provider it came from. */
export function exchangeRoutes(
  exchange: Exchange,
  parts: Pick<RouteParts<SessionPerson, Person>, 'limits' | 'readOrigin'>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(exchangeRoute(exchange, parts, { path: '/oidc/exchange', tag: 'OpenID Connect' }))
    .use(exchangeRoute(exchange, parts, { path: '/oauth/exchange', tag: 'Sign-in providers' }));
}

function exchangeRoute(
  exchange: Exchange,
  { limits, readOrigin }: Parameters<typeof exchangeRoutes>[1],
  { path, tag }: { readonly path: string; readonly tag: string },
) {
  return new Elysia()
    .use(limits)
    .post(
      path,
      ({ body, request, server }) => exchange.redeem(body.code, readOrigin({ request, server })),
      {
        limit: 'exchange',
        body: exchangeRequestSchema,
        detail: documented({
          tag,
          summary: 'Trade the code of the callback for tokens',
          description: 'A code lives 60 seconds and works once.',
          success: { description: 'Signed in', schema: exchangedSchema },
          errors: [
            'invalid_login_code',
            'oidc_not_enabled',
            'provider_disabled',
            'account_pending',
            'account_disabled',
          ],
        }),
      },
    );
}
