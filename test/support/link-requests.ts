// A person whose sign-in at a provider is not linked to the account with the same address.
import type { Insertable } from 'kysely';
import { newId } from '../../src/core/uuid.ts';
import type { LinkRequestTable } from '../../src/db/link-request-tables.ts';
import type { LinkRequestRow } from '../../src/features/federation/link-requests/rules.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import type { Answer } from './answer-rules.ts';
import { browserHeaders, type openBrowser, openScene, type Scene } from './oidc-scene.ts';
import { addPerson } from './people.ts';
import type { Env, TestApp } from './test-app.ts';

type Browser = ReturnType<typeof openBrowser>;

export const owner = 'ada@example.com';

/** What the provider says of the person: that the address is theirs is not verified. */
export const unverified = {
  sub: 'newcomer',
  email: owner,
  email_verified: false,
  name: 'Ada at work',
} as const;

/** A server with an account, and a provider at which a person has its address. */
export async function openLinkScene(
  env: Env = {},
  person: Parameters<typeof addPerson>[1] = {},
): Promise<Scene & { readonly user: UserRow }> {
  const scene = await openScene({ env });
  await addPerson(scene.app, { email: 'first@example.com', isAdmin: true });
  const user = await addPerson(scene.app, { email: owner, ...person });
  scene.provider.person(unverified);
  return { ...scene, user };
}

/** Signs in, is refused, and returns the ticket on the page. */
export async function refusedTicket(browser: Browser): Promise<string> {
  const { query } = await browser.signIn();
  if (query['error_code'] !== 'account_exists') throw new Error(JSON.stringify(query));
  return query['link_ticket'] ?? '';
}

const path = '/api/auth/link-requests';

/** What our sign-in page does when the person asks. */
export function ask(browser: Browser, ticket: string): Promise<Answer> {
  return browser.post(path, { ticket }, browserHeaders);
}

/** What our sign-in page does with a password. */
export function confirm(
  browser: Browser,
  ticket: string,
  password: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return browser.post(`${path}/confirm`, { ticket, password }, { ...browserHeaders, ...headers });
}

/** The same as a program, which has no cookies. */
export function askAsProgram(app: TestApp, ticket: string): Promise<Answer> {
  return app.post(path, { ticket });
}

export function confirmAsProgram(app: TestApp, ticket: string, password: string): Promise<Answer> {
  return app.post(`${path}/confirm`, { ticket, password });
}

/** A request that was made some time ago. */
export async function addRequest(
  app: TestApp,
  user: Pick<UserRow, 'id' | 'email'>,
  change: Partial<Insertable<LinkRequestTable>> = {},
): Promise<LinkRequestRow> {
  const now = Date.now();
  const request: LinkRequestRow = {
    id: newId(),
    user_id: user.id,
    provider: 'oidc',
    issuer: 'https://id.example.com',
    subject: 'newcomer',
    email: user.email,
    email_verified: 0,
    name: 'Ada at work',
    asked_at: now,
    expires_at: now + 14 * 24 * 60 * 60 * 1000,
    refused_at: null,
    ...change,
  };
  await app.database.write((trx) => trx.insertInto('link_requests').values(request).execute());
  return request;
}

export async function requestsIn(app: TestApp): Promise<readonly LinkRequestRow[]> {
  return app.database.read.selectFrom('link_requests').selectAll().orderBy('id').execute();
}

/** Every identity as `account: subject`. */
export async function linksIn(app: TestApp): Promise<readonly string[]> {
  const rows = await app.database.read
    .selectFrom('identities')
    .innerJoin('users', 'users.id', 'identities.user_id')
    .select(['users.email', 'identities.subject'])
    .execute();
  return rows.map((row) => `${row.email}: ${row.subject}`).toSorted();
}

/** The events of the audit log about links and sign-ins, oldest first, with their details. */
export async function eventsIn(app: TestApp): Promise<readonly string[]> {
  const rows = await app.database.read
    .selectFrom('audit_log')
    .select(['event', 'outcome', 'details'])
    .orderBy('id')
    .execute();
  return rows.map(({ event, outcome, details }) => `${event} ${outcome} ${details ?? ''}`.trim());
}

/** The statuses of answers whose order is open, the lowest first. */
export function statusesOf(answers: readonly Answer[]): readonly number[] {
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}
