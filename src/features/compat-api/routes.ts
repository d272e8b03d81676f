import { Elysia } from 'elysia';
import { AppError } from '../../core/errors.ts';
import { actingGets } from '../../http/acting-gets.ts';
import { documented } from '../../http/documented.ts';
import type { RouteParts } from '../../http/route-parts.ts';
import { loginRequestSchema } from '../local-login/schema.ts';
import type { Local } from '../local-login/service.ts';
import { callbackQuerySchema } from '../federation/sign-in/schema.ts';
import { authorizationSchema, providersSchema } from '../federation/social/schema.ts';
import type { OAuth } from '../federation/social/service.ts';
import { messageSchema } from '../sessions/schema.ts';
import type { Person, SessionPerson, Sessions } from '../sessions/service.ts';
import { applicantOf, currentUserOf, tokenOf } from './rules.ts';
import { currentUserSchema, detailSchema, signupRequestSchema, tokenSchema } from './schema.ts';

const tag = 'Compatibility API';

interface CompatOptions extends RouteParts<SessionPerson, Person> {
  readonly local: Local;
  readonly sessions: Sessions;
  readonly oauth: OAuth;
  readonly appUrl: string;
}

/** All refusals of this API have one shape. */
function refusals(...statuses: readonly number[]) {
  const entries = statuses.map((status) => [status, refusal] as const);
  return { others: Object.fromEntries(entries), hasOwnErrors: true };
}

const refusal = { description: 'The request was refused', schema: detailSchema };

export function compatRoutes(options: CompatOptions) {
  return new Elysia({ prefix: '/auth' })
    .use(passwordRoutes(options))
    .use(callerRoutes(options))
    .use(providerRoutes(options));
}

function passwordRoutes({ local, limits, readClient }: CompatOptions) {
  return new Elysia()
    .use(limits)
    .post(
      '/signup',
      async ({ body, set, request, server }) => {
        await local.join(applicantOf(body), readClient({ request, server }));
        set.status = 201;
        return { message: 'User created successfully' };
      },
      {
        limit: 'registration',
        body: signupRequestSchema,
        detail: documented({
          operation: 'dialectSignup',
          tag,
          summary: 'Sign up',
          description: 'The name is the part of the address before the @.',
          success: { status: 201, description: 'Created', schema: messageSchema },
          ...refusals(400, 403, 413, 415, 429, 500, 503),
        }),
      },
    )
    .post(
      '/login',
      async ({ body, request, server }) =>
        tokenOf(await local.login(body, readClient({ request, server }))),
      {
        limit: 'login',
        body: loginRequestSchema,
        detail: documented({
          operation: 'dialectLogin',
          tag,
          summary: 'Sign in',
          success: { description: 'Signed in', schema: tokenSchema },
          ...refusals(400, 403, 413, 415, 429, 500, 503),
        }),
      },
    );
}

function callerRoutes({ sessions, guards, readClient }: CompatOptions) {
  return new Elysia()
    .use(guards)
    .get('/me', ({ person }) => currentUserOf(person.me), {
      scope: 'me',
      detail: documented({
        operation: 'dialectGetMe',
        tag,
        summary: 'Read the signed-in user',
        success: { description: 'The signed-in user', schema: currentUserSchema },
        ...refusals(400, 401, 403, 429, 500, 503),
      }),
    })
    .post(
      '/logout',
      async ({ person, request, server }) => {
        const isKnown = await sessions.signOut(person, readClient({ request, server }));
        if (!isKnown) throw new AppError('invalid_token');
        return { message: 'Logged out successfully' };
      },
      {
        auth: ['session', 'password_change'],
        detail: documented({
          operation: 'dialectLogout',
          tag,
          summary: 'Sign out',
          success: { description: 'Signed out', schema: messageSchema },
          ...refusals(400, 401, 403, 429, 500, 503),
        }),
      },
    );
}

function providerRoutes({ oauth, appUrl, limits, readClient }: CompatOptions) {
  const callbackUrl = (provider: string) => `${appUrl}/auth/oauth/${provider}/callback`;
  return new Elysia()
    .use(actingGets())
    .use(limits)
    .get('/providers', () => oauth.providers(), {
      detail: documented({
        operation: 'dialectListProviders',
        tag,
        summary: 'List the sign-in methods',
        success: {
          description: 'The enabled and configured sign-in methods',
          schema: providersSchema,
        },
        ...refusals(400, 500, 503),
      }),
    })
    .get(
      '/oauth/:provider',
      async ({ params: { provider }, request, server }) => {
        const { url, state } = await oauth.begin(provider, {
          purpose: { kind: 'sign_in', answer: 'json' },
          redirectUri: callbackUrl(provider),
          origin: readClient({ request, server }),
        });
        return { authorization_url: url, state };
      },
      {
        acts: true,
        limit: 'signInStart',
        detail: documented({
          operation: 'dialectGetProviderAuthorization',
          tag,
          summary: 'Sign in at a provider',
          success: {
            description: 'The address to open in the browser',
            schema: authorizationSchema,
          },
          ...refusals(400, 403, 429, 500, 502, 503),
        }),
      },
    )
    .get(
      '/oauth/:provider/callback',
      async ({ params: { provider }, query, request, server, redirect }) => {
        const landing = await oauth.complete(provider, {
          parameters: query,
          redirectUri: callbackUrl(provider),
          browserKey: null,
          wantsPage: false,
          origin: readClient({ request, server }),
        });
        return landing.kind === 'page' ? redirect(landing.url) : tokenOf(landing.answer);
      },
      {
        acts: true,
        query: callbackQuerySchema,
        detail: documented({
          operation: 'dialectCompleteProviderSignIn',
          tag,
          summary: 'Callback of the provider',
          description: 'Register this address at the provider as well.',
          success: { description: 'Signed in', schema: tokenSchema },
          redirect: 'The page on which the browser began, when it was one',
          ...refusals(400, 403, 409, 429, 500, 502, 503),
        }),
      },
    );
}
