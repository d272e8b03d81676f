import { Elysia } from 'elysia';
import { documented } from '../../http/documented.ts';
import type { RouteParts } from '../../http/route-parts.ts';
import type { Local } from '../local/service.ts';
import { messageSchema } from '../sessions/model.ts';
import type { Person, SessionPerson, Sessions } from '../sessions/service.ts';
import {
  applicantOf,
  credentialsSchema,
  currentUserOf,
  currentUserSchema,
  detailSchema,
  signupRequestSchema,
  tokenOf,
  tokenSchema,
} from './model.ts';

const tag = 'Second dialect';

interface DialectOptions extends RouteParts<SessionPerson, Person> {
  readonly local: Local;
  readonly sessions: Sessions;
}

/** Refusals of this room all have one shape. */
function refusals(...statuses: readonly number[]) {
  const entries = statuses.map((status) => [status, refusal] as const);
  return { others: Object.fromEntries(entries), hasOwnErrors: true };
}

const refusal = { description: 'Refused', schema: detailSchema };

export function dialectRoutes({ local, sessions, guards, limits, readOrigin }: DialectOptions) {
  return new Elysia({ prefix: '/auth' })
    .use(guards)
    .use(limits)
    .post(
      '/signup',
      async ({ body, set, request, server }) => {
        await local.join(applicantOf(body), readOrigin({ request, server }));
        set.status = 201;
        return { message: 'User created successfully' };
      },
      {
        limit: 'registration',
        body: signupRequestSchema,
        detail: documented({
          tag,
          summary: 'Make an account',
          description: 'The name is the part of the address before the @.',
          success: { status: 201, description: 'Made', schema: messageSchema },
          ...refusals(400, 403, 413, 415, 429, 500, 503),
        }),
      },
    )
    .post(
      '/login',
      async ({ body, request, server }) =>
        tokenOf(await local.login(body, readOrigin({ request, server }))),
      {
        limit: 'login',
        body: credentialsSchema,
        detail: documented({
          tag,
          summary: 'Sign in',
          success: { description: 'Signed in', schema: tokenSchema },
          ...refusals(400, 403, 413, 415, 429, 500, 503),
        }),
      },
    )
    .get('/me', ({ person }) => currentUserOf(person.me), {
      authAny: true,
      detail: documented({
        tag,
        summary: 'Who am I',
        success: { description: 'The caller', schema: currentUserSchema },
        ...refusals(401, 500),
      }),
    })
    .post(
      '/logout',
      async ({ person, request, server }) => {
        await sessions.signOut(person, readOrigin({ request, server }));
        return { message: 'Logged out successfully' };
      },
      {
        auth: 'session',
        detail: documented({
          tag,
          summary: 'Sign out',
          success: { description: 'Signed out', schema: messageSchema },
          ...refusals(401, 403, 500, 503),
        }),
      },
    );
}
