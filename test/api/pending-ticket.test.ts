// The page of a person who waits for approval asks again with a ticket, which tells only where the registration stands.
import { describe, expect, test } from 'bun:test';
import type { UserRow } from '../../src/features/users/service.ts';
import { formatId } from '../../src/core/uuid.ts';
import { readTicket, writeTicket } from '../../src/features/local-login/pending/rules.ts';
import { asAdmin, userPath } from '../admin/administrator.ts';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { addPerson, addSignedIn, applicant, changePerson, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const email = 'grace@example.com';
const request = 'POST /api/auth/pending';

async function waiting(app: TestApp): Promise<{ user: UserRow; ticket: string }> {
  const user = await addPerson(app, { email, status: 'pending' });
  return { user, ticket: await ticketOf(app) };
}

/** The ticket of a sign-in with the right password. */
async function ticketOf(app: TestApp): Promise<string> {
  const { status, body } = await app.post('/api/auth/login', { email, password });
  expect([status, body]).toMatchObject([403, { code: 'account_pending' }]);
  return (body as { pendingTicket: string }).pendingTicket;
}

function ask(app: TestApp, ticket: string) {
  return app.post('/api/auth/pending', { ticket });
}

test('a registration that waits gets a ticket', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'review' });
  await addPerson(app, { isAdmin: true });
  const { status, body } = await app.post('/api/auth/register', applicant({ email }));
  expect(status).toBe(201);
  const { pendingTicket } = body as { pendingTicket: string };
  expect(await ask(app, pendingTicket)).toMatchObject({ status: 200, body: { status: 'pending' } });
});

test('a registration that is open gets none, nor does a wrong password or a disabled account', async () => {
  await using app = await createTestApp();
  const open = await app.post('/api/auth/register', applicant({ email: 'ada@example.com' }));
  expect(open.body).not.toHaveProperty('pendingTicket');
  const { user } = await waiting(app);
  const wrong = await app.post('/api/auth/login', { email, password: 'wrong password' });
  expect(wrong.body).not.toHaveProperty('pendingTicket');
  await changePerson(app, user, { status: 'disabled' });
  const disabled = await app.post('/api/auth/login', { email, password });
  expect(disabled.body).toMatchObject({ code: 'account_disabled' });
  expect(disabled.body).not.toHaveProperty('pendingTicket');
});

const acts: readonly (readonly [
  string,
  ReturnType<typeof administrator> | (() => Promise<void>),
  string,
])[] = [
  ['nothing was decided', () => Promise.resolve(), 'pending'],
  ['an administrator approved', administrator('POST', '/approve'), 'approved'],
  ['an administrator rejected', administrator('POST', '/reject'), 'gone'],
  ['an administrator deleted the account', administrator('DELETE', ''), 'gone'],
  [
    'an administrator disabled the account',
    administrator('PATCH', '', { status: 'disabled' }),
    'gone',
  ],
  [
    'the registration expired',
    async (app: TestApp, user: UserRow) => {
      await changePerson(app, user, { waits_until: Date.now() - 1000 });
      await app.services.housekeeping.run();
    },
    'gone',
  ],
];

function administrator(method: 'POST' | 'PATCH' | 'DELETE', rest: string, json?: unknown) {
  return async (app: TestApp, user: UserRow): Promise<void> => {
    const { bearer = '' } = await asAdmin()(app);
    const path = `/api/admin${userPath(user, rest)}`;
    const call = { method, path, bearer, ...(json === undefined ? {} : { json }) };
    expect((await app.send(call)).status).toBe(200);
  };
}

test.each([...acts])('once %s, the answer says so and nothing else', async (_, act, status) => {
  await using app = await createTestApp();
  const { user, ticket } = await waiting(app);
  await act(app, user);
  const before = await app.snapshot();
  const answer = await ask(app, ticket);
  expect([answer.status, answer.body]).toEqual([200, { status }]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await app.snapshot()).toEqual(before);
});

test('a new registration with the same address does not answer for the old one', async () => {
  await using app = await createTestApp();
  const { user, ticket } = await waiting(app);
  await administrator('POST', '/reject')(app, user);
  await addPerson(app, { email });
  expect((await ask(app, ticket)).body).toEqual({ status: 'gone' });
});

test('a ticket is valid for 24 hours', async () => {
  await using app = await createTestApp();
  const { ticket } = await waiting(app);
  advance(24 * 60 * 60 * 1000 - 1000, 'ms');
  expect((await ask(app, ticket)).status).toBe(200);
  advance(1, 's');
  expect(await ask(app, ticket)).toMatchObject({
    status: 400,
    body: { code: 'invalid_pending_ticket' },
  });
});

function refused(row: Pick<Scenario, 'name' | 'json' | 'arrange'>): Scenario {
  return { ...row, request, status: 400, code: 'invalid_pending_ticket' };
}

/** The ticket with one bit of one byte changed. */
function changedAt(ticket: string, at: number): string {
  const bytes = Buffer.from(ticket, 'base64url');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

scenarios('a ticket is refused', [
  ...['', 'x', 'x'.repeat(75), 'x'.repeat(10_000), '\u0000'].map((ticket) =>
    refused({
      name: `that is ${JSON.stringify(ticket.slice(0, 80))}, ${ticket.length} long`,
      json: { ticket },
    }),
  ),
  ...[0, 15, 16, 23, 24, 55].map((at) =>
    refused({
      name: `whose byte ${at} was changed`,
      arrange: async (app) => ({ json: { ticket: changedAt((await waiting(app)).ticket, at) } }),
    }),
  ),
  refused({
    name: 'that was signed with another key',
    arrange: async (app) => {
      const { user } = await waiting(app);
      const content = { userId: user.id, expiresAtMs: Date.now() + 60_000 };
      return { json: { ticket: writeTicket(content, new Uint8Array(32)) } };
    },
  }),
  refused({
    name: 'that is an access token',
    arrange: async (app) => ({ json: { ticket: (await addSignedIn(app)).access_token } }),
  }),
  refused({
    name: 'that is the id of the user',
    arrange: async (app) => ({ json: { ticket: formatId((await waiting(app)).user.id) } }),
  }),
  {
    name: 'that is missing',
    request,
    json: {},
    status: 400,
    code: 'validation_failed',
    message: 'ticket is required',
  },
]);

describe('a ticket', () => {
  test('opens nothing else', async () => {
    await using app = await createTestApp();
    const { user, ticket } = await waiting(app);
    await changePerson(app, user, { status: 'active' });
    expect((await app.get('/api/auth/me', ticket)).status).toBe(401);
    expect((await app.post('/api/auth/refresh', { refresh_token: ticket })).status).toBe(401);
  });

  test('is read as it was written', () => {
    const key = new Uint8Array(32).fill(7);
    const content = { userId: new Uint8Array(16).fill(255), expiresAtMs: 1_790_000_000_123 };
    expect(readTicket(writeTicket(content, key), key)).toEqual(content);
  });

  test('may be asked 120 times a minute by a network', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
    app.listen();
    const { ticket } = await waiting(app);
    const from = (address: string) =>
      app.send({
        method: 'POST',
        path: '/api/auth/pending',
        headers: { 'x-forwarded-for': address },
        json: { ticket },
      });
    for (let count = 0; count < 120; count++) await from('203.0.113.7');
    expect((await from('203.0.113.7')).status).toBe(429);
    expect((await from('198.51.100.1')).status).toBe(200);
  });
});
