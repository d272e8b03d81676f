import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { AuditTable } from '../../src/db/schema.ts';
import { addPerson, addSignedIn, applicant, password } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

const email = 'grace@example.com';

interface Row {
  readonly name: string;
  readonly env?: Env;
  readonly act: (app: TestApp) => Promise<unknown>;
  /** The audit entries, in order: event, outcome, acting user, affected user. */
  readonly entries: readonly (readonly [
    string,
    'success' | 'failure',
    string | null,
    string | null,
  ])[];
}

const rows: readonly Row[] = [
  {
    name: 'a registration, with the sign-in it is',
    act: (app) => app.post('/api/auth/register', applicant()),
    entries: [
      ['user.registered', 'success', email, email],
      ['session.started', 'success', email, email],
    ],
  },
  {
    name: 'a registration that waits for approval, without a sign-in',
    env: { USER_SIGNUP: 'review' },
    act: async (app) => {
      await addPerson(app);
      return app.post('/api/auth/register', applicant());
    },
    entries: [['user.registered', 'success', email, email]],
  },
  {
    name: 'a sign-in',
    act: async (app) => {
      await addPerson(app, { email });
      return app.post('/api/auth/login', { email, password });
    },
    entries: [['session.started', 'success', email, email]],
  },
  {
    name: 'a wrong password, with whose it is not',
    act: async (app) => {
      await addPerson(app, { email });
      return app.post('/api/auth/login', { email, password: 'wrong password' });
    },
    entries: [['session.failed', 'failure', null, email]],
  },
  {
    name: 'a sign-in to an unknown address',
    act: (app) => app.post('/api/auth/login', { email: 'nobody@example.com', password }),
    entries: [['session.failed', 'failure', null, 'nobody@example.com']],
  },
  ...(['pending', 'disabled'] as const).map((status): Row => ({
    name: `a right password of a user who is ${status}`,
    act: async (app) => {
      await addPerson(app, { email, status });
      return app.post('/api/auth/login', { email, password });
    },
    entries: [
      status === 'pending'
        ? ['session.pending', 'success', null, email]
        : ['session.failed', 'failure', null, email],
    ],
  })),
  {
    name: 'a refused registration is none',
    env: { USER_SIGNUP: 'disabled' },
    act: async (app) => {
      await addPerson(app);
      return app.post('/api/auth/register', applicant());
    },
    entries: [],
  },
  {
    name: 'a sign-out by refresh token, as its owner’s',
    act: async (app) => {
      const { refresh_token } = await addSignedIn(app, { email });
      return app.post('/api/auth/logout', { refresh_token });
    },
    entries: [['session.ended', 'success', email, email]],
  },
  {
    name: 'a session ended by its id',
    act: async (app) => {
      const own = await addSignedIn(app, { email });
      const [session] = await app.database.read.selectFrom('sessions').select('id').execute();
      const path = `/api/auth/sessions/${session === undefined ? '' : formatId(session.id)}`;
      return app.send({ method: 'DELETE', path, bearer: own.access_token });
    },
    entries: [['session.ended', 'success', email, email]],
  },
  {
    name: 'a sign-out without a session is not recorded',
    act: (app) => app.post('/api/auth/logout', { refresh_token: 'f'.repeat(128) }),
    entries: [],
  },
];

describe('the audit log writes down', () => {
  test.each([...rows])('$name', async ({ env, act, entries }) => {
    await using app = await createTestApp(env);
    await act(app);
    const written = await app.database.read.selectFrom('audit_log').selectAll().execute();
    expect(written.map((row) => inWords(row))).toEqual(entries.map((entry) => [...entry]));
    const logged = app.lines.map((line) => (JSON.parse(line) as { event?: string }).event);
    expect(logged.filter((event) => event !== undefined)).toEqual(entries.map(([event]) => event));
  });

  test('when, from where and with what', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
    const user = await addPerson(app, { email });
    app.listen();
    const before = Date.now();
    await app.send({
      method: 'POST',
      path: '/api/auth/login',
      headers: { 'user-agent': 'Anchor for phones', 'x-forwarded-for': '203.0.113.7' },
      json: { email, password },
    });
    const [row] = await app.database.read.selectFrom('audit_log').selectAll().execute();
    expect(row).toMatchObject({
      ip: '203.0.113.7',
      user_agent: 'Anchor for phones',
      actor_id: user.id,
      target_id: user.id,
      details: null,
    });
    expect(row?.at).toBeWithin(before, Date.now() + 1);
  });
});

function inWords(row: AuditTable) {
  return [row.event, row.outcome, row.actor_email, row.target_email];
}
