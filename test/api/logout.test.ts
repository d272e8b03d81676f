import { describe, expect, test } from 'bun:test';
import { forge, jwtSecret } from '../support/access-token.ts';
import {
  addPerson,
  addSignedIn,
  changePerson,
  deletePerson,
  startSession,
} from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { refuseChanges } from '../support/storage-trouble.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const request = 'POST /api/auth/logout';
const path = '/api/auth/logout';
const env = { JWT_SECRET: jwtSecret };
const done = { message: 'Logged out successfully' };
type Person = Awaited<ReturnType<typeof addSignedIn>>;

async function isSignedIn(app: TestApp, person: Person): Promise<boolean> {
  return (await app.get('/api/auth/me', person.access_token)).status === 200;
}

const badBearers: readonly (readonly [string, (own: Person) => string])[] = [
  ['expired', (own) => forge(own.access_token, { claims: { exp: 1 } })],
  ['tampered with', (own) => `${own.access_token}x`],
  ['nonsense', () => 'nonsense'],
];

scenarios('signing out, when there is nothing to sign out of,', [
  { name: 'without a body is no error', request, status: 200, answer: {} },
  { name: 'with an empty object is no error', request, json: {}, status: 200, answer: {} },
  {
    name: 'with an empty body of type JSON is no error',
    request,
    headers: { 'content-type': 'application/json' },
    status: 200,
    answer: {},
  },
  {
    name: 'with null is no error',
    request,
    json: { refreshToken: null, refresh_token: null },
    status: 200,
    answer: {},
  },
  {
    name: 'with an unknown refresh token is answered as any other',
    request,
    json: { refreshToken: 'f'.repeat(128) },
    status: 200,
    answer: {},
  },
  {
    name: 'with a refresh token that cannot be one gives nothing away',
    request,
    json: { refreshToken: 'nonsense' },
    status: 200,
    answer: {},
  },
  {
    name: 'with a bad bearer beside an unknown refresh token is no error',
    request,
    bearer: 'nonsense',
    json: { refreshToken: 'f'.repeat(128) },
    status: 200,
    answer: {},
  },
]);

scenarios('signing out is refused', [
  ...badBearers.map(([name, change]): Scenario => ({
    name: `with only a bearer that is ${name}`,
    request,
    env,
    arrange: async (app) => ({ bearer: change(await addSignedIn(app)) }),
    status: 401,
    code: 'invalid_token',
    expectHeaders: { 'www-authenticate': 'Bearer realm="anchor-auth", error="invalid_token"' },
  })),
  {
    name: 'with a bad bearer beside an empty refresh token',
    request,
    bearer: 'nonsense',
    json: { refreshToken: '' },
    status: 401,
    code: 'invalid_token',
  },
  ...(['pending', 'disabled'] as const).map((status): Scenario => ({
    name: `with only the bearer of a person who is ${status}`,
    request,
    arrange: async (app) => {
      const own = await addSignedIn(app);
      await changePerson(app, own.user, { status });
      return { bearer: own.access_token };
    },
    status: 401,
    code: 'invalid_token',
  })),
  {
    name: 'with only the bearer of a person who was deleted',
    request,
    arrange: async (app) => {
      const own = await addSignedIn(app);
      await deletePerson(app, own.user);
      return { bearer: own.access_token };
    },
    status: 401,
    code: 'invalid_token',
  },
  ...[42, ['x'], { a: 1 }, true].map((given): Scenario => ({
    name: `with ${JSON.stringify(given)} as the refresh token, and ends no session`,
    request,
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    json: { refreshToken: given },
    status: 400,
    code: 'validation_failed',
    message: 'refreshToken must be a string',
  })),
  {
    name: 'fails when the storage refuses, instead of reporting success',
    request,
    arrange: async (app) => {
      const { access_token: bearer } = await addSignedIn(app);
      await refuseChanges(app.database);
      return { bearer };
    },
    status: 503,
    code: 'storage_unavailable',
  },
]);

interface Way {
  readonly name: string;
  readonly call: (own: Person) => { readonly bearer?: string; readonly json?: unknown };
  readonly answer: object;
}

const ways: readonly Way[] = [
  { name: 'a bearer', call: (own) => ({ bearer: own.access_token }), answer: done },
  {
    name: 'a bearer and a body without a token',
    call: (own) => ({ bearer: own.access_token, json: {} }),
    answer: done,
  },
  {
    name: 'a bearer and the refresh token',
    call: (own) => ({ bearer: own.access_token, json: { refreshToken: own.refresh_token } }),
    answer: done,
  },
  {
    name: 'a bearer and an unknown refresh token',
    call: (own) => ({ bearer: own.access_token, json: { refreshToken: 'f'.repeat(128) } }),
    answer: done,
  },
  {
    name: 'the refresh token as refreshToken',
    call: (own) => ({ json: { refreshToken: own.refresh_token } }),
    answer: {},
  },
  {
    name: 'the refresh token as refresh_token',
    call: (own) => ({ json: { refresh_token: own.refresh_token } }),
    answer: {},
  },
  ...badBearers.map(([name, change]): Way => ({
    name: `the refresh token beside a bearer that is ${name}`,
    call: (own) => ({ bearer: change(own), json: { refreshToken: own.refresh_token } }),
    answer: {},
  })),
];

describe('signing out', () => {
  test.each(ways)('with $name ends that session alone', async ({ call, answer }) => {
    await using app = await createTestApp(env);
    const user = await addPerson(app);
    const own = { ...(await startSession(app, user)), user };
    const elsewhere = { ...(await startSession(app, user)), user };
    const stranger = await addSignedIn(app);
    const left = await app.send({ method: 'POST', path, ...call(own) });
    expect(left).toMatchObject({ status: 200 });
    expect(left.body).toEqual(answer);
    expect(await isSignedIn(app, own)).toBe(false);
    const refreshed = await app.post('/api/auth/refresh', { refresh_token: own.refresh_token });
    expect(refreshed.status).toBe(401);
    expect([await isSignedIn(app, elsewhere), await isSignedIn(app, stranger)]).toEqual([
      true,
      true,
    ]);
  });

  test.each(ways)('with $name twice is harmless', async ({ call }) => {
    await using app = await createTestApp(env);
    const own = await addSignedIn(app);
    await app.send({ method: 'POST', path, ...call(own) });
    const before = await app.snapshot();
    const again = await app.send({ method: 'POST', path, ...call(own) });
    expect(again.status).toBe(200);
    expect(await app.snapshot()).toEqual(before);
  });

  test('with the bearer of one session and the refresh token of another ends both', async () => {
    await using app = await createTestApp();
    const [one, other] = [await addSignedIn(app), await addSignedIn(app)];
    const left = await app.post(path, { refreshToken: other.refresh_token }, one.access_token);
    expect(left).toMatchObject({ status: 200, body: done });
    expect([await isSignedIn(app, one), await isSignedIn(app, other)]).toEqual([false, false]);
  });

  test('with an outdated refresh token of the session ends it too', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app);
    await app.post('/api/auth/refresh', { refresh_token: own.refresh_token });
    const left = await app.post(path, { refreshToken: own.refresh_token });
    expect(left).toMatchObject({ status: 200, body: {} });
    expect(await isSignedIn(app, own)).toBe(false);
  });

  test('is written down as what the person did', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email: 'grace@example.com' });
    await app.post(path, undefined, own.access_token);
    const rows = await app.database.read.selectFrom('audit_log').selectAll().execute();
    expect(rows).toMatchObject([
      {
        event: 'session.ended',
        outcome: 'success',
        actor_id: own.user.id,
        target_email: 'grace@example.com',
      },
    ]);
  });
});
