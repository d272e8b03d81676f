import { Elysia } from 'elysia';
import type { CodeCookie } from '../../../http/code-cookie.ts';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { exchangedSchema, exchangeRequestSchema } from './schema.ts';
import type { LoginCodes } from './service.ts';

interface ExchangeRoutesOptions extends Pick<
  RouteParts<SessionPerson, Person>,
  'limits' | 'readClient'
> {
  readonly loginCodes: LoginCodes;
  readonly codeCookie: CodeCookie;
}

/** The same route under two paths, because a code does not show which kind of provider it came from. */
export function exchangeRoutes(options: ExchangeRoutesOptions) {
  return new Elysia({ prefix: '/api/auth' })
    .use(exchangeRoute(options, oidcAddress))
    .use(exchangeRoute(options, providerAddress));
}

interface ExchangeAddress {
  readonly path: string;
  readonly operation: string;
  readonly tag: string;
}

const oidcAddress: ExchangeAddress = {
  path: '/oidc/exchange',
  operation: 'exchangeOidcCode',
  tag: 'OpenID Connect',
};

const providerAddress: ExchangeAddress = {
  path: '/oauth/exchange',
  operation: 'exchangeProviderCode',
  tag: 'Sign-in providers',
};

function exchangeRoute(
  { loginCodes, codeCookie, limits, readClient }: ExchangeRoutesOptions,
  { path, operation, tag }: ExchangeAddress,
) {
  return new Elysia().use(limits).post(
    path,
    async ({ body: { code }, request, server, set }) => {
      const shown = { code, holder: codeCookie.holderOf(request, code) };
      const exchanged = await loginCodes.redeem(shown, readClient({ request, server }));
      codeCookie.use(set, request, code);
      return exchanged;
    },
    {
      limit: 'exchange',
      body: exchangeRequestSchema,
      detail: documented({
        operation,
        tag,
        summary: 'Exchange a login code for tokens',
        description:
          'A code is valid for 60 seconds and works once; in a browser it works only in the one that made the callback.',
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
