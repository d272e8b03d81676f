import { formatId } from '../../src/core/uuid.ts';
import type { AuditPage } from '../../src/features/audit/schema.ts';
import type { User, UserRow } from '../../src/features/users/service.ts';
import type { Answer } from '../support/answer-rules.ts';
import { addSignedIn } from '../support/people.ts';
import type { Call, TestApp } from '../support/test-app.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Administrator {
  readonly user: UserRow;
  readonly access_token: string;
  readonly refresh_token: string;
  /** Sends a request below `/api/admin` in the name of the administrator. */
  ask(method: Method, path: string, json?: unknown): Promise<Answer>;
}

/** A signed-in administrator. */
export async function addAdmin(
  app: TestApp,
  email = 'root@example.com',
  headers: Readonly<Record<string, string>> = {},
): Promise<Administrator> {
  const own = await addSignedIn(app, { email, name: 'Margaret Hamilton', isAdmin: true });
  return {
    ...own,
    ask: (method, path, json) =>
      app.send({
        method,
        path: `/api/admin${path}`,
        bearer: own.access_token,
        headers,
        ...(json === undefined ? {} : { json }),
      }),
  };
}

/** Arranges that an administrator asks, and whatever else there must be. */
export function asAdmin(
  prepare: (app: TestApp, admin: Administrator) => Promise<Partial<Call> | void> = () =>
    Promise.resolve(),
): (app: TestApp) => Promise<Partial<Call>> {
  return async (app) => {
    const admin = await addAdmin(app);
    return { bearer: admin.access_token, ...(await prepare(app, admin)) };
  };
}

/** The path of a person below `/api/admin`. */
export function userPath(user: UserRow, rest = ''): string {
  return `/users/${formatId(user.id)}${rest}`;
}

export function rowOf(app: TestApp, user: UserRow): Promise<UserRow | undefined> {
  return app.services.users.findById(app.database.read, user.id);
}

export function userIn(answer: Answer): User {
  return answer.body as User;
}

/** Asks the server for its audit log: `?user=…&event=…`. */
export async function readAudit(
  app: TestApp,
  { access_token }: Administrator,
  query = '',
): Promise<AuditPage> {
  const answer = await app.get(`/api/admin/audit${query}`, access_token);
  return answer.body as AuditPage;
}

/** How many rows of a table belong to a person. */
export async function countOf(
  app: TestApp,
  table: 'sessions' | 'identities' | 'api_tokens',
  user: UserRow,
): Promise<number> {
  const rows = await app.database.read
    .selectFrom(table)
    .select('user_id')
    .where('user_id', '=', user.id)
    .execute();
  return rows.length;
}

/** Paths that name no user: an unknown id, and what is no id at all. */
export const unknownIds = ['0190f3a4-7c1e-7d3b-9b52-3f1c2a6e8d10', 'nobody', '1', '%20'] as const;
