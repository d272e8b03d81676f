import { type DocumentDecoration, Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';
import { beforeBody } from './before-body.ts';

/** Who may call a route: a signed-in user, an administrator, or also a script with an API token. */
export type Guard = 'session' | 'administrator' | 'any';

/** Find the user of a bearer token; each throws AppError for an invalid token or a user without permission. */
export interface Authenticators<Session, Caller> {
  readonly session: (bearer: string) => Promise<Session>;
  readonly any: (bearer: string) => Promise<Caller>;
  /** Counts a change to the user's own account. Throws AppError `rate_limited`. */
  readonly countChange: (person: Session) => Promise<void>;
  /** Refuses a user who has not signed in or re-authenticated recently. */
  readonly recent: (person: Session) => Promise<void>;
}

/** Marks a route that requires a recent sign-in in the documentation. */
export const recentMark = 'x-recent';

const recentDetail: DocumentDecoration & { readonly [recentMark]: true } = { [recentMark]: true };

/**
 * The `auth` and `authAny` words of a route line: they refuse before the body is read, then give the handler
 * `person`. A route without them is public, which the surface test allows only for listed routes. `ownChange`
 * beside `auth` counts the changes of users to their own account. `bearerOptional` is not a guard: it gives the
 * handler the `bearer` token or null, and documents that clients send it. `recent` beside `auth` also requires a
 * recent sign-in, checked after the body is valid.
 */
export function createGuards<Session extends { readonly isAdmin: boolean }, Caller>(
  authenticators: Authenticators<Session, Caller>,
) {
  const sessions = new WeakMap<Request, Session>();
  const callers = new WeakMap<Request, Caller>();
  return new Elysia({ name: 'guards' }).macro({
    auth: (guard: 'session' | 'administrator') => ({
      detail: guardDetail(guard),
      transform: beforeBody('bearer', async ({ request }) => {
        const person = await authenticators.session(requireBearer(request));
        if (guard === 'administrator' && !person.isAdmin) throw new AppError('admin_required');
        sessions.set(request, person);
      }),
      resolve: ({ request }) => ({ person: identified(sessions, request) }),
    }),
    recent: {
      detail: recentDetail,
      beforeHandle: ({ request }) => authenticators.recent(identified(sessions, request)),
    },
    authAny: {
      detail: guardDetail('any'),
      transform: beforeBody('bearer', async ({ request }) => {
        callers.set(request, await authenticators.any(requireBearer(request)));
      }),
      resolve: ({ request }) => ({ person: identified(callers, request) }),
    },
    bearerOptional: {
      detail: { security: [{ accessToken: [] }, {}] } satisfies DocumentDecoration,
      resolve: ({ request }) => ({ bearer: bearerToken(request) }),
    },
    ownChange: {
      detail: changeDetail,
      transform: beforeBody('person', ({ request }) =>
        authenticators.countChange(identified(sessions, request)),
      ),
    },
  });
}

function requireBearer(request: Request): string {
  const bearer = bearerToken(request);
  if (bearer === null) throw new AppError('authentication_required');
  return bearer;
}

function identified<Person>(people: WeakMap<Request, Person>, request: Request): Person {
  const person = people.get(request);
  if (person === undefined) throw new AppError('authentication_required');
  return person;
}

/** The documentation of a guarded route. */
function guardDetail(guard: Guard): DocumentDecoration & { 'x-guard': Guard } {
  const schemes = guard === 'any' ? ['accessToken', 'apiToken'] : ['accessToken'];
  return { security: schemes.map((scheme) => ({ [scheme]: [] })), 'x-guard': guard };
}

const changeDetail: DocumentDecoration & { readonly 'x-rate-limit': 'changes' } = {
  'x-rate-limit': 'changes',
};

/** The token in an `Authorization: Bearer` header (RFC 6750 section 2.1); null when there is none. */
function bearerToken(request: Request): string | null {
  const header = request.headers.get('authorization');
  if (header === null) return null;
  const match = /^Bearer +(\S+) *$/i.exec(header);
  return match?.[1] ?? null;
}
