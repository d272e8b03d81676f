import { type DocumentDecoration, Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';
import type { ShownApiToken } from '../core/client-info.ts';
import { isAdminScope, type TokenScope } from '../core/token-scopes.ts';
import { noteApiToken } from './api-token-note.ts';
import { beforeBody, type RequestHead } from './before-body.ts';

/** Who may call a route with a session. */
export type Guard = 'session' | 'administrator';

/**
 * What the `auth` or `scope` word of a route names: alone it is closed to people who must choose a new password
 * first, with `password_change` it is open to their sessions too.
 */
type Opening<Name extends string> = Name | readonly [Name, 'password_change'];

/** A caller as guards see one: with a session, or with an API token. */
export interface GuardedCaller {
  readonly isAdmin: boolean;
  /** Whether the person must choose a new password before anything else. */
  readonly mustChangePassword: boolean;
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

/** Marks a route that is open to people who must choose a new password in the documentation. */
export const passwordChangeMark = 'x-password-change';

const recentDetail: DocumentDecoration & { readonly [recentMark]: true } = { [recentMark]: true };

/**
 * The `auth` and `scope` words of a route line: they refuse before the body is read, then give the handler `person`.
 * A route without them is public, which the surface test allows only for listed routes. `auth` is closed to API
 * tokens; `scope` names the scope that opens the route to them, and admits the same users with a session, which for
 * an `admin:` scope are administrators. Both are closed to people who must choose a new password, unless they say
 * otherwise. `ownChange` beside either counts the changes of users to their own account.
 * `bearerOptional` is not a guard: it gives the handler the `bearer` token or null, and documents that clients send
 * it. `recent` beside `auth` also requires a recent sign-in, checked after the body is valid.
 */
export function createGuards<Session extends Caller, Caller extends GuardedCaller>(
  authenticators: Authenticators<Session, Caller>,
) {
  const sessions = new WeakMap<Request, Session>();
  const callers = new WeakMap<Request, Caller>();
  return new Elysia({ name: 'guards' }).macro({
    auth: (word: Opening<Guard>) => {
      const { name: guard, check } = readOpening(word);
      return {
        detail: { ...guardDetail(guard), ...openingDetail(word) },
        transform: beforeBody('bearer', async (head) => {
          const person = await authenticators.session(requireBearer(head.request), head);
          check(person, guard);
          sessions.set(head.request, person);
          callers.set(head.request, person);
        }),
        resolve: ({ request }) => ({ person: identified(sessions, request) }),
      };
    },
    scope: (word: Opening<TokenScope>) => {
      const { name: scope, check } = readOpening(word);
      return {
        detail: { ...scopeDetail(scope), ...openingDetail(word) },
        transform: beforeBody('bearer', async (head) => {
          const person = await authenticators.scoped(requireBearer(head.request), scope, head);
          check(person, guardOf(scope));
          if (person.token !== null) noteApiToken(head.request, person.token);
          callers.set(head.request, person);
        }),
        resolve: ({ request }) => ({ person: identified(callers, request) }),
      };
    },
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

/** The name in a word, and the check of a caller whose token is good. */
function readOpening<Name extends string>(word: Opening<Name>) {
  const isOpen = typeof word !== 'string';
  return {
    name: isOpen ? word[0] : word,
    check: ({ mustChangePassword, isAdmin }: GuardedCaller, guard: Guard): void => {
      if (mustChangePassword && !isOpen) throw new AppError('password_change_required');
      if (guard === 'administrator' && !isAdmin) throw new AppError('admin_required');
    },
  };
}

/** An `admin:` scope opens what administrators with a session may do. */
function guardOf(scope: TokenScope): Guard {
  return isAdminScope(scope) ? 'administrator' : 'session';
}

function openingDetail(
  word: Opening<string>,
): DocumentDecoration & { readonly [passwordChangeMark]?: true } {
  return typeof word === 'string' ? {} : { [passwordChangeMark]: true };
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
    'x-guard': guardOf(scope),
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
