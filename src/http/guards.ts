import { type DocumentDecoration, Elysia } from 'elysia';
import { AppError } from '../core/errors.ts';

/** Who may call a route. */
export type Guard = 'session' | 'administrator';

/** Finds out who a bearer token speaks for. Throws AppError `invalid_token` when nobody. */
export type Authenticate<Person> = (bearer: string) => Promise<Person>;

/**
 * The `auth` word of a route line: refuses before the body is judged, then hands the handler `person`.
 * A route without it is public, which the surface test allows only by list.
 */
export function createGuards<Person extends { readonly isAdmin: boolean }>(
  authenticate: Authenticate<Person>,
) {
  const callers = new WeakMap<Request, Person>();
  return new Elysia({ name: 'guards' }).macro({
    auth: (guard: Guard) => ({
      detail: guardDetail(guard),
      async transform({ request }) {
        const bearer = bearerToken(request);
        if (bearer === null) throw new AppError('authentication_required');
        const person = await authenticate(bearer);
        if (guard === 'administrator' && !person.isAdmin) throw new AppError('admin_required');
        callers.set(request, person);
      },
      resolve: ({ request }) => {
        const person = callers.get(request);
        if (person === undefined) throw new AppError('authentication_required');
        return { person };
      },
    }),
  });
}

/** What the documentation says of a guarded route. */
function guardDetail(guard: Guard): DocumentDecoration & { 'x-guard': Guard } {
  return { security: [{ accessToken: [] }], 'x-guard': guard };
}

/** The token of an `Authorization: Bearer` header (RFC 6750 section 2.1), or null when there is none. */
export function bearerToken(request: Request): string | null {
  const header = request.headers.get('authorization');
  if (header === null) return null;
  const match = /^Bearer +(\S+) *$/i.exec(header);
  return match?.[1] ?? null;
}
