import { type DocumentDecoration, Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';
import type { ShownApiToken } from '../core/client-info.ts';
import { isAdminScope, type TokenScope } from '../core/token-scopes.ts';
import { noteApiToken } from './api-token-note.ts';
import { beforeBody, type RequestHead } from './before-body.ts';

/** Who may call a route with a session. */
export type Guard = 'session' | 'administrator';

/** A caller as guards see one: with a session, or with an API token. */
export interface GuardedCaller {
  readonly isAdmin: boolean;
  /** Null for a caller with a session. */
  readonly token: ShownApiToken | null;
}

/** Find the user of a bearer token; each throws AppError for an invalid token or a user without permission. */
export interface Authenticators<Session, Caller> {
  /** Refuses API tokens. */
  readonly session: (bearer: string, head: RequestHead) => Promise<Session>;
  /** Also accepts API tokens that have the scope. */
  readonly scoped: (bearer: string, scope: TokenScope, head: RequestHead) => Promise<Caller>;
  /** Counts a change to the user's own account. Throws AppError `rate_limited`. */
  readonly countChange: (person: Caller) => Promise<void>;
  /** Refuses a user who has not signed in or re-authenticated recently. */
  readonly recent: (person: Session) => Promise<void>;
}

/** Marks a route that requires a recent sign-in in the documentation. */
export const recentMark = 'x-recent';

const recentDetail: DocumentDecoration & { readonly [recentMark]: true } = { [recentMark]: true };

/**
 * The `auth` and `scope` words of a route line: they refuse before the body is read, then give the handler `person`.
 * A route without them is public, which the surface test allows only for listed routes. `auth` is closed to API
 * tokens; `scope` names the scope that opens the route to them, and admits the same users with a session, which for
 * an `admin:` scope are administrators. `ownChange` beside either counts the changes of users to their own account.
 * `bearerOptional` is not a guard: it gives the handler the `bearer` token or null, and documents that clients send
 * it. `recent` beside `auth` also requires a recent sign-in, checked after the body is valid.
 */
export function createGuards<Session extends Caller, Caller extends GuardedCaller>(
  authenticators: Authenticators<Session, Caller>,
) {
  const sessions = new WeakMap<Request, Session>();
  const callers = new WeakMap<Request, Caller>();
  return new Elysia({ name: 'guards' }).macro({
    auth: (guard: Guard) => ({
      detail: guardDetail(guard),
      transform: beforeBody('bearer', async (head) => {
        const { request } = head;
        const person = await authenticators.session(requireBearer(request), head);
        if (guard === 'administrator') requireAdmin(person);
        sessions.set(request, person);
        callers.set(request, person);
      }),
      resolve: ({ request }) => ({ person: identified(sessions, request) }),
    }),
    scope: (scope: TokenScope) => ({
      detail: scopeDetail(scope),
      transform: beforeBody('bearer', async (head) => {
        const { request } = head;
        const person = await authenticators.scoped(requireBearer(request), scope, head);
        if (isAdminScope(scope)) requireAdmin(person);
        if (person.token !== null) noteApiToken(request, person.token);
        callers.set(request, person);
      }),
      resolve: ({ request }) => ({ person: identified(callers, request) }),
    }),
    recent: {
      detail: recentDetail,
      beforeHandle: ({ request }) => authenticators.recent(identified(sessions, request)),
    },
    bearerOptional: {
      detail: { security: [{ accessToken: [] }, {}] } satisfies DocumentDecoration,
      resolve: ({ request }) => ({ bearer: bearerToken(request) }),
    },
    ownChange: {
      detail: changeDetail,
      transform: beforeBody('person', ({ request }) =>
        authenticators.countChange(identified(callers, request)),
      ),
    },
  });
}

function requireAdmin({ isAdmin }: GuardedCaller): void {
  if (!isAdmin) throw new AppError('admin_required');
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

/** The documentation of a route that is closed to API tokens. */
function guardDetail(guard: Guard): DocumentDecoration & { 'x-guard': Guard } {
  return { security: [{ accessToken: [] }], 'x-guard': guard };
}

/** Names the scope of a route in the documentation. */
export const scopeMark = 'x-scope';

/** OpenAPI 3.1 lets a security requirement name scopes also outside OAuth. */
function scopeDetail(
  scope: TokenScope,
): DocumentDecoration & { 'x-guard': Guard; [scopeMark]: TokenScope } {
  return {
    security: [{ accessToken: [] }, { apiToken: [scope] }],
    'x-guard': isAdminScope(scope) ? 'administrator' : 'session',
    [scopeMark]: scope,
  };
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
