import { Elysia } from 'elysia';
import { actingGets } from '../../../http/acting-gets.ts';
import type { AppHost } from '../../../http/app-host.ts';
import { documented } from '../../../http/documented.ts';
import type { CodeCookie } from '../../../http/code-cookie.ts';
import type { FlowCookie } from '../../../http/flow-cookie.ts';
import type { TicketCookie } from '../../../http/ticket-cookie.ts';
import type { RouteParts } from '../../../http/route-parts.ts';
import { exchangedSchema } from '../login-codes/schema.ts';
import type { BegunFlow } from '../sign-in/rules.ts';
import { callbackQuerySchema } from '../sign-in/schema.ts';
import { messageSchema } from '../../sessions/schema.ts';
import type { Person, SessionPerson } from '../../sessions/service.ts';
import {
  type Authorization,
  authorizationSchema,
  programQuerySchema,
  providersSchema,
  startQuerySchema,
} from './schema.ts';
import type { OAuth } from './service.ts';

const tag = 'Sign-in providers';

const startErrors = [
  'unknown_provider',
  'provider_not_configured',
  'provider_disabled',
  'provider_unavailable',
  'provider_misconfigured',
] as const;

interface OAuthRoutesOptions extends RouteParts<SessionPerson, Person> {
  readonly oauth: OAuth;
  readonly flowCookie: FlowCookie;
  readonly codeCookie: CodeCookie;
  readonly ticketCookie: TicketCookie;
  readonly appHost: AppHost;
}

export function oauthRoutes(options: OAuthRoutesOptions) {
  return new Elysia({ prefix: '/api/auth' })
    .use(signInRoutes(options))
    .use(callbackRoutes(options))
    .use(linkRoutes(options));
}

function signInRoutes({ oauth, flowCookie, appHost, limits, readClient }: OAuthRoutesOptions) {
  return new Elysia()
    .use(actingGets())
    .use(limits)
    .get('/providers', () => oauth.providers(), {
      detail: documented({
        operation: 'listProviders',
        tag,
        summary: 'List the sign-in methods',
        success: {
          description:
            'The enabled and configured providers; for the OpenID provider see /oidc/config',
          schema: providersSchema,
        },
      }),
    })
    .get(
      '/oauth/:provider',
      async ({ params: { provider }, query, request, server }) => {
        const { invitation } = query;
        const purpose = { kind: 'sign_in', answer: 'json', invitation } as const;
        const redirectUri = oauth.callbackUrl(provider);
        const origin = readClient({ request, server });
        return authorizationOf(await oauth.begin(provider, { purpose, redirectUri, origin }));
      },
      {
        acts: true,
        limit: 'signInStart',
        query: programQuerySchema,
        detail: documented({
          operation: 'getProviderAuthorization',
          tag,
          summary: 'Sign in at a provider, for programs',
          description: 'The callback then answers with tokens as JSON.',
          success: {
            description: 'The address to open in the browser',
            schema: authorizationSchema,
          },
          errors: startErrors,
        }),
      },
    )
    .get(
      '/oauth/:provider/start',
      async ({ params, query, request, server, set, redirect }) => {
        const appAddress = appHost(request);
        if (appAddress !== null) return redirect(appAddress);
        const origin = readClient({ request, server });
        const begun = await oauth.start(params.provider, query, origin);
        flowCookie.give(set, begun);
        return redirect(begun.url);
      },
      {
        acts: true,
        limit: 'signInStart',
        query: startQuerySchema,
        detail: documented({
          operation: 'startProviderSignIn',
          tag,
          summary: 'Sign in at a provider',
          description:
            'For browsers: open this address. The sign-in ends at the login page with a code. A browser at another host than that of APP_URL is first redirected there.',
          redirect: 'To the provider',
          errors: [...startErrors, 'invalid_redirect'],
        }),
      },
    );
}

function callbackRoutes({
  oauth,
  flowCookie,
  codeCookie,
  ticketCookie,
  readClient,
}: OAuthRoutesOptions) {
  return new Elysia().use(actingGets()).get(
    '/oauth/:provider/callback',
    async ({ params: { provider }, query, request, server, set, redirect }) => {
      const browserKey = flowCookie.read(request, query.state);
      const landing = await oauth.complete(provider, {
        parameters: query,
        redirectUri: oauth.callbackUrl(provider),
        browserKey,
        wantsPage: request.headers.get('accept')?.includes('text/html') ?? false,
        origin: readClient({ request, server }),
      });
      if (landing.kind === 'tokens') return landing.answer;
      flowCookie.expire(set, query.state, browserKey);
      codeCookie.give(set, landing.code);
      ticketCookie.give(set, landing.linkTicket);
      return redirect(landing.url);
    },
    {
      acts: true,
      query: callbackQuerySchema,
      detail: documented({
        operation: 'completeProviderSignIn',
        tag,
        summary: 'Callback of the provider',
        description:
          'Register this address at the provider. A browser is redirected to /login with code and redirect (or /account with linked), or with error (a message) and error_code; a sign-in that a program began gets JSON.',
        redirect: 'To the login or account page',
        success: { description: 'Signed in', schema: exchangedSchema },
        errors: [
          ...startErrors,
          'invalid_state',
          'foreign_issuer',
          'sign_in_denied',
          'provider_refused',
          'provider_email_missing',
          'provider_answer_invalid',
          'account_pending',
          'account_disabled',
          'account_exists',
          'link_invalid',
          'invitation_for_other_address',
          'registration_disabled',
          'sign_up_closed',
          'setup_token_required',
        ],
      }),
    },
  );
}

function linkRoutes({ oauth, flowCookie, guards, limits, readClient }: OAuthRoutesOptions) {
  return new Elysia()
    .use(actingGets())
    .use(guards)
    .use(limits)
    .get(
      '/link/:provider',
      async ({ params, person, request, server, set }) => {
        const origin = readClient({ request, server });
        const begun = await oauth.beginLink(params.provider, person, origin);
        flowCookie.give(set, begun);
        return authorizationOf(begun);
      },
      {
        auth: 'session',
        recent: true,
        acts: true,
        limit: 'signInStart',
        detail: documented({
          operation: 'linkProvider',
          tag,
          summary: 'Link a provider to my account',
          description:
            'Also for `oidc`. The callback works in the browser that received the cookie of this answer, while the session is active. It redirects to /account with linked, or with error and error_code.',
          success: {
            description: 'The address to open in the browser',
            schema: authorizationSchema,
          },
          errors: [...startErrors, 'oidc_not_enabled', 'provider_already_linked', 'identity_taken'],
        }),
      },
    )
    .delete(
      '/identities/:provider',
      async ({ params, person, request, server }) => {
        const origin = readClient({ request, server });
        const label = await oauth.unlink(params.provider, person, origin);
        return { message: `${label} has been unlinked from your account` };
      },
      {
        auth: 'session',
        ownChange: true,
        recent: true,
        detail: documented({
          operation: 'unlinkProvider',
          tag,
          summary: 'Unlink a provider from my account',
          description: 'Also for `oidc`.',
          success: { description: 'Unlinked', schema: messageSchema },
          errors: ['unknown_provider', 'identity_not_linked', 'last_way_in', 'last_admin_demoted'],
        }),
      },
    );
}

function authorizationOf({ url, state }: BegunFlow): Authorization {
  return { authorization_url: url, state };
}
