import { Elysia } from 'elysia';
import type { AppHost } from '../../../http/app-host.ts';
import type { CodeCookie } from '../../../http/code-cookie.ts';
import type { FlowCookie } from '../../../http/flow-cookie.ts';
import type { TicketCookie } from '../../../http/ticket-cookie.ts';
import { actingGets } from '../../../http/acting-gets.ts';
import { documented } from '../../../http/documented.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { exchangedSchema } from '../login-codes/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import { callbackQuerySchema } from '../sign-in/schema.ts';
import { initiateQuerySchema, mobileRequestSchema, oidcConfigSchema } from './schema.ts';
import type { Oidc } from './service.ts';

const tag = 'OpenID Connect';

interface OidcRoutesOptions extends Pick<
  RouteParts<SessionPerson, Person>,
  'limits' | 'readClient'
> {
  readonly oidc: Oidc;
  readonly flowCookie: FlowCookie;
  readonly codeCookie: CodeCookie;
  readonly ticketCookie: TicketCookie;
  readonly appHost: AppHost;
}

export function oidcRoutes({
  oidc,
  flowCookie,
  codeCookie,
  ticketCookie,
  appHost,
  limits,
  readClient,
}: OidcRoutesOptions) {
  return new Elysia({ prefix: '/api/auth/oidc' })
    .use(actingGets())
    .use(limits)
    .get('/config', () => oidc.config(), {
      detail: documented({
        operation: 'getOidcConfig',
        tag,
        summary: 'Read the OpenID provider for clients',
        success: { description: 'The public settings of the provider', schema: oidcConfigSchema },
      }),
    })
    .get(
      '/initiate',
      async ({ query, request, server, set, redirect }) => {
        const appAddress = appHost(request);
        if (appAddress !== null) return redirect(appAddress);
        const begun = await oidc.initiate(query, readClient({ request, server }));
        flowCookie.give(set, begun);
        return redirect(begun.url);
      },
      {
        acts: true,
        limit: 'signInStart',
        query: initiateQuerySchema,
        detail: documented({
          operation: 'startOidcSignIn',
          tag,
          summary: 'Sign in at the OpenID provider',
          description:
            'For browsers: open this address. The sign-in ends at the login page with a code. A browser at another host than that of APP_URL is first redirected there.',
          redirect: 'To the provider',
          errors: [
            'oidc_not_enabled',
            'foreign_issuer',
            'invalid_redirect',
            'provider_unavailable',
            'provider_misconfigured',
          ],
        }),
      },
    )
    .get(
      '/callback',
      async ({ query, request, server, set, redirect }) => {
        const browserKey = flowCookie.read(request, query.state);
        const callback = { parameters: query, browserKey };
        const landing = await oidc.complete(callback, readClient({ request, server }));
        flowCookie.expire(set, query.state, browserKey);
        if (landing.kind === 'tokens') return landing.answer;
        codeCookie.give(set, landing.code);
        ticketCookie.give(set, landing.linkTicket);
        return redirect(landing.url);
      },
      {
        acts: true,
        query: callbackQuerySchema,
        detail: documented({
          operation: 'completeOidcSignIn',
          tag,
          summary: 'Callback of the provider',
          description:
            'Register this address at the provider. It redirects to /login with code and redirect, or with error (a message) and error_code.',
          redirect: 'To the login page',
        }),
      },
    )
    .post(
      '/exchange/mobile',
      ({ body, request, server }) => oidc.exchangeMobile(body, readClient({ request, server })),
      {
        limit: 'exchange',
        body: mobileRequestSchema,
        detail: documented({
          operation: 'exchangeOidcMobile',
          tag,
          summary: 'Exchange a provider token or code of an app for tokens',
          description:
            'Send exactly one of access_token, id_token (with the nonce, if one was sent) or code (with code_verifier and redirect_uri).',
          success: { description: 'Signed in', schema: exchangedSchema },
          errors: [
            'oidc_not_enabled',
            'invalid_oidc_token',
            'unprovable_oidc_token',
            'provider_email_missing',
            'account_pending',
            'account_disabled',
            'account_exists',
            'identity_contested',
            'link_invalid',
            'invitation_for_other_address',
            'sign_up_closed',
            'setup_token_required',
            'group_required',
            'provider_refused',
            'provider_unavailable',
            'provider_misconfigured',
            'provider_answer_invalid',
          ],
        }),
      },
    );
}
