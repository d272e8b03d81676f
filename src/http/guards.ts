import { type DocumentDecoration, Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';
import { awaitedBeforeBody, beforeBody } from './before-body.ts';

/** Who may call a route: a signed-in person, an administrator, or also a script with an API token. */
export type Guard = 'session' | 'administrator' | 'any';

/** Finds out whom a bearer token speaks for; each throws an AppError when nobody, or nobody who may. */
export interface Authenticators<Session, Caller> {
  readonly session: (bearer: string) => Session;
  readonly any: (bearer: string) => Caller;
  /** Counts a change of one's own account. Throws AppError `rate_limited`. */
  readonly countChange: (person: Session) => Promise<void>;
  /** Refuses a person who has not proved to be there lately. */
  readonly recent: (person: Session) => Promise<void>;
}

/** What the documentation says of a route that asks for a recent sign-in. */
export const recentMark = 'x-recent';

const recentDetail: DocumentDecoration & { readonly [recentMark]: true } = { [recentMark]: true };

/**
 * The `auth` and `authAny` words of a route line: they refuse before the body is read, then hand the
 * handler `person`. A route without one is public, which the surface test allows only by list. `ownChange`
 * beside `auth` counts the changes that a person makes of their own account. The `bearerOptional` word is
 * no guard: it hands the handler the `bearer` that came, or null, and has the document tell clients to
 * send theirs. The word `recent` beside `auth` also asks for a recent sign-in, once the body is known to
 * be valid.
 */
export function createGuards<Session extends { readonly isAdmin: boolean }, Caller>(
  authenticators: Authenticators<Session, Caller>,
) {
  const sessions = new WeakMap<Request, Session>();
  const callers = new WeakMap<Request, Caller>();
  return new Elysia({ name: 'guards' }).macro({
    auth: (guard: 'session' | 'administrator') => ({
      detail: guardDetail(guard),
      transform: beforeBody('bearer', (request) => {
        const person = authenticators.session(requireBearer(request));
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
      transform: beforeBody('bearer', (request) => {
        callers.set(request, authenticators.any(requireBearer(request)));
      }),
      resolve: ({ request }) => ({ person: identified(callers, request) }),
    },
    bearerOptional: {
      detail: { security: [{ accessToken: [] }, {}] } satisfies DocumentDecoration,
      resolve: ({ request }) => ({ bearer: bearerToken(request) }),
    },
    ownChange: {
      detail: changeDetail,
      transform: awaitedBeforeBody('person', ({ request }) =>
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

/** What the documentation says of a guarded route. */
function guardDetail(guard: Guard): DocumentDecoration & { 'x-guard': Guard } {
  const schemes = guard === 'any' ? ['accessToken', 'apiToken'] : ['accessToken'];
  return { security: schemes.map((scheme) => ({ [scheme]: [] })), 'x-guard': guard };
}

const changeDetail: DocumentDecoration & { readonly 'x-rate-limit': 'changes' } = {
  'x-rate-limit': 'changes',
};

/** The token of an `Authorization: Bearer` header (RFC 6750 section 2.1), or null when there is none. */
function bearerToken(request: Request): string | null {
  const header = request.headers.get('authorization');
  if (header === null) return null;
  const match = /^Bearer +(\S+) *$/i.exec(header);
  return match?.[1] ?? null;
}
