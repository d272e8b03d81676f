import { Elysia } from 'elysia';
import { AppError } from '../../core/errors.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import { documented } from '../../http/documented.ts';
import type { RouteParts } from '../../http/route-parts.ts';
import { logoutAnswerSchema, logoutRequestSchema, meSchema } from './schema.ts';
import { shownToken } from './rules.ts';
import type { ProviderSignOuts } from './provider-sign-out/service.ts';
import type { Person, SessionPerson, Sessions } from './service.ts';

const tag = 'Sessions';

interface Services {
  readonly sessions: Sessions;
  readonly signOuts: ProviderSignOuts;
}

export function sessionRoutes(
  services: Services,
  { guards, readClient }: RouteParts<SessionPerson, Person>,
) {
  return new Elysia({ prefix: '/api/auth' })
    .use(guards)
    .post(
      '/logout',
      ({ body, bearer, request, server }) =>
        logout(services, {
          bearer,
          token: shownToken(body),
          origin: readClient({ request, server }),
        }),
      {
        bearerOptional: true,
        body: logoutRequestSchema,
        detail: documented({
          operation: 'logout',
          tag,
          summary: 'Sign out',
          description:
            'Ends the session of the bearer token, or of the refresh token in the body. Succeeds without either, and with an unknown refresh token.',
          success: { description: 'Signed out', schema: logoutAnswerSchema },
          errors: ['invalid_token'],
        }),
      },
    )
    .get('/me', ({ person }) => person.me, {
      scope: ['me', 'password_change'],
      detail: documented({
        operation: 'getMe',
        tag,
        summary: 'Read the signed-in user',
        success: { description: 'The signed-in user', schema: meSchema },
      }),
    });
}

interface LogoutCall {
  readonly bearer: string | null;
  readonly token: string | null;
  readonly origin: ClientInfo;
}

/** An invalid bearer is an error only without a refresh token: an app that signs out late has an expired bearer. */
async function logout({ sessions, signOuts }: Services, { bearer, token, origin }: LogoutCall) {
  const person = bearer === null ? null : await callerOrNull(sessions, bearer, token !== null);
  const url =
    (token === null ? null : await signOuts.ofRefreshToken(token)) ??
    (person === null ? null : await signOuts.ofSession(person.sessionId));
  const next = url === null ? {} : { signOutUrl: url };
  if (token !== null) await sessions.signOutByToken(token, origin);
  if (person === null) return next;
  const isKnown = await sessions.signOut(person, origin);
  if (isKnown) return { message: 'Logged out successfully', ...next };
  if (token !== null) return next;
  throw new AppError('invalid_token');
}

async function callerOrNull(
  sessions: Sessions,
  bearer: string,
  mayBeBad: boolean,
): Promise<SessionPerson | null> {
  try {
    return await sessions.authenticate(bearer);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_token') throw error;
    if (mayBeBad || (await sessions.hasEnded(bearer))) return null;
    throw error;
  }
}
