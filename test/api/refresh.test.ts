import { describe, expect, test } from 'bun:test';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import { claimsOf } from '../support/access-token.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import {
  addPerson,
  addSignedIn,
  changePerson,
  deletePerson,
  startSession,
} from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const request = 'POST /api/auth/refresh';
const path = '/api/auth/refresh';

function show(app: TestApp, token: string) {
  return app.post(path, { refresh_token: token });
}

/** Refreshes and expects it to work. */
async function renew(app: TestApp, token: string): Promise<Tokens> {
  const answer = await show(app, token);
  expect(answer.status).toBe(200);
  return answer.body as Tokens;
}

const newTokens = {
  access_token: expect.any(String),
  refresh_token: expect.stringMatching(/^[0-9a-f]{128}$/),
  token_type: 'Bearer',
  expires_in: 900,
};

scenarios('a refresh token is accepted', [
  ...(['refresh_token', 'refreshToken'] as const).map((field): Scenario => ({
    name: `as ${field}`,
    request,
    arrange: async (app) => ({ json: { [field]: (await addSignedIn(app)).refresh_token } }),
    status: 200,
    answer: newTokens,
  })),
  {
    name: 'under one spelling while the other is null',
    request,
    arrange: async (app) => {
      const { refresh_token: token } = await addSignedIn(app);
      return { json: { refresh_token: null, refreshToken: token } };
    },
    status: 200,
    answer: newTokens,
  },
  {
    name: 'beside a bearer that has expired',
    request,
    bearer: 'expired',
    arrange: async (app) => ({ json: { refresh_token: (await addSignedIn(app)).refresh_token } }),
    status: 200,
    answer: newTokens,
  },
]);

const unusable: readonly (readonly [string, (token: string) => string])[] = [
  ['in upper case', (t) => t.toUpperCase()],
  ['with a digit less', (t) => t.slice(1)],
  ['with a digit more', (t) => `${t}0`],
  ['with a space behind it', (t) => `${t} `],
  ['with a line break behind it', (t) => `${t}\n`],
  ['that is not hex', (t) => `g${t.slice(1)}`],
  ['was never issued', () => '0'.repeat(128)],
  ['that is a word', () => 'nonsense'],
  ['that is enormous', () => 'a'.repeat(100_000)],
];

scenarios('a refresh token is refused', [
  ...unusable.map(([name, change]): Scenario => ({
    name,
    request,
    arrange: async (app) => ({
      json: { refresh_token: change((await addSignedIn(app)).refresh_token) },
    }),
    status: 401,
    code: 'invalid_refresh_token',
  })),
  {
    name: 'that is an access token',
    request,
    arrange: async (app) => ({ json: { refresh_token: (await addSignedIn(app)).access_token } }),
    status: 401,
    code: 'invalid_refresh_token',
  },
  ...[42, true, ['a'], { a: 1 }].map((given): Scenario => ({
    name: `that is ${JSON.stringify(given)}`,
    request,
    json: { refresh_token: given },
    status: 400,
    code: 'validation_failed',
    message: 'refresh_token must be a string',
  })),
  ...[{}, { refresh_token: null }, { refreshToken: null }, { token: 'x' }].map(
    (json): Scenario => ({
      name: `when there is none, as in ${JSON.stringify(json)}`,
      request,
      json,
      status: 400,
      code: 'validation_failed',
      message: 'refresh_token is required',
    }),
  ),
  {
    name: 'in the query',
    request,
    arrange: async (app) => {
      const { refresh_token: token } = await addSignedIn(app);
      return { path: `${path}?refresh_token=${token}`, json: {} };
    },
    status: 400,
    code: 'validation_failed',
    message: 'refresh_token is required',
  },
  ...(['pending', 'disabled'] as const).map((status): Scenario => ({
    name: `of a person who is ${status}`,
    request,
    arrange: async (app) => {
      const { user, refresh_token } = await addSignedIn(app);
      await changePerson(app, user, { status });
      return { json: { refresh_token } };
    },
    status: 401,
    code: 'invalid_refresh_token',
  })),
  {
    name: 'of a person who was deleted',
    request,
    arrange: async (app) => {
      const { user, refresh_token } = await addSignedIn(app);
      await deletePerson(app, user);
      return { json: { refresh_token } };
    },
    status: 401,
    code: 'invalid_refresh_token',
    after: async (app) => {
      expect(await app.database.read.selectFrom('sessions').selectAll().execute()).toEqual([]);
    },
  },
  {
    name: 'of a session that was signed out',
    request,
    arrange: async (app) => {
      const { access_token, refresh_token } = await addSignedIn(app);
      await app.post('/api/auth/logout', undefined, access_token);
      return { json: { refresh_token } };
    },
    status: 401,
    code: 'invalid_refresh_token',
  },
]);

describe('rotation', () => {
  test('gives a new token of the same session each time', async () => {
    await using app = await createTestApp();
    const start = await addSignedIn(app);
    const seen = new Set([start.refresh_token]);
    let current: Tokens = start;
    for (let round = 0; round < 5; round++) {
      current = await renew(app, current.refresh_token);
      expect(claimsOf(current.access_token)['sid']).toBe(claimsOf(start.access_token)['sid']);
      seen.add(current.refresh_token);
    }
    expect(seen.size).toBe(6);
    const rows = await app.database.read.selectFrom('sessions').selectAll().execute();
    expect(rows).toMatchObject([{ ended_at: null }]);
  });

  test('gives an access token with the role and address of now', async () => {
    await using app = await createTestApp();
    const { user, refresh_token } = await addSignedIn(app);
    await changePerson(app, user, { is_admin: 1, email: 'new@example.com', token_version: 2 });
    const { access_token } = await renew(app, refresh_token);
    expect(claimsOf(access_token)).toMatchObject({
      role: 'Admin',
      email: 'new@example.com',
      token_version: 2,
    });
    expect((await app.get('/api/auth/me', access_token)).status).toBe(200);
  });

  test('leaves access tokens given before alone', async () => {
    await using app = await createTestApp();
    const start = await addSignedIn(app);
    await renew(app, start.refresh_token);
    expect((await app.get('/api/auth/me', start.access_token)).status).toBe(200);
  });

  test('keeps the way the person signed in', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { password: null });
    const start = await startSession(app, user, 'github');
    const { access_token } = await renew(app, start.refresh_token);
    expect(claimsOf(access_token)['auth_provider']).toBe('github');
  });
});

describe('the life of a refresh token', () => {
  test('is 90 days from its own issue', async () => {
    await using app = await createTestApp();
    stopClock();
    const start = await addSignedIn(app);
    advance(89, 'd');
    const second = await renew(app, start.refresh_token);
    advance(89, 'd');
    const third = await renew(app, second.refresh_token);
    advance(90, 'd');
    const late = await show(app, third.refresh_token);
    expect(late).toMatchObject({
      status: 401,
      body: { code: 'refresh_token_expired', message: 'Refresh token has expired' },
    });
  });

  test('is what the operator says', async () => {
    await using app = await createTestApp({ REFRESH_TOKEN_TTL: '1h' });
    stopClock();
    const [early, late] = [await addSignedIn(app), await addSignedIn(app)];
    advance(3599, 's');
    await renew(app, early.refresh_token);
    advance(1, 's');
    expect((await show(app, late.refresh_token)).body).toMatchObject({
      code: 'refresh_token_expired',
    });
  });

  test('is not renewed by being refused', async () => {
    await using app = await createTestApp();
    const start = await addSignedIn(app);
    advance(91, 'd');
    const before = await app.snapshot();
    await show(app, start.refresh_token);
    expect(await app.snapshot()).toEqual(before);
  });
});
