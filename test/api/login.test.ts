import { expect, spyOn, test } from 'bun:test';
import { addPerson, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const request = 'POST /api/auth/login';
const email = 'grace@example.com';
const json = { email, password };

const withGrace = async (app: TestApp) => {
  await addPerson(app, { email, name: 'Grace Hopper' });
};

function sessionRows(app: TestApp) {
  return app.database.read.selectFrom('sessions').selectAll().execute();
}

scenarios('signing in', [
  {
    name: 'answers tokens and the user',
    request,
    arrange: withGrace,
    json,
    status: 200,
    answer: {
      access_token: expect.any(String),
      refresh_token: expect.stringMatching(/^[0-9a-f]{128}$/),
      token_type: 'Bearer',
      expires_in: 900,
      user: {
        id: expect.any(String),
        email,
        name: 'Grace Hopper',
        profileImage: null,
        language: null,
        groups: [],
        mustChangePassword: false,
        emailVerified: false,
        isAdmin: false,
        status: 'active',
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    },
    after: async (app) => {
      expect(await sessionRows(app)).toMatchObject([{ provider: 'local', ended_at: null }]);
    },
  },
  ...['GRACE@EXAMPLE.COM', '  grace@example.com\n', 'grace\uFF20example.com'].map(
    (typed): Scenario => ({
      name: `finds the account by ${JSON.stringify(typed)} too`,
      request,
      arrange: withGrace,
      json: { email: typed, password },
      status: 200,
      contains: [`"email":"${email}"`],
    }),
  ),
  {
    name: 'ignores further fields',
    request,
    arrange: withGrace,
    json: { ...json, isAdmin: true, role: 'Admin', remember: true },
    status: 200,
    contains: ['"isAdmin":false'],
  },
  {
    name: 'gives an access token as long-lived as the operator says',
    request,
    env: { ACCESS_TOKEN_TTL: '1h' },
    arrange: withGrace,
    json,
    status: 200,
    contains: ['"expires_in":3600'],
  },
]);

scenarios('signing in is refused', [
  {
    name: 'for an unknown address',
    request,
    arrange: withGrace,
    json: { email: 'nobody@example.com', password },
    status: 401,
    code: 'invalid_credentials',
  },
  ...['correct horse batterx', ' correct horse battery', 'Correct horse battery', 'x'].map(
    (wrong): Scenario => ({
      name: `for the wrong password ${JSON.stringify(wrong)}`,
      request,
      arrange: withGrace,
      json: { email, password: wrong },
      status: 401,
      code: 'invalid_credentials',
    }),
  ),
  {
    name: 'for an account without a password',
    request,
    arrange: async (app) => {
      await addPerson(app, { email, password: null });
    },
    json,
    status: 401,
    code: 'invalid_credentials',
  },
  {
    name: 'for a stored hash as the password',
    request,
    arrange: async (app) => {
      const user = await addPerson(app, { email });
      return { json: { email, password: user.password_hash } };
    },
    status: 401,
    code: 'invalid_credentials',
  },
  {
    name: 'while the account is pending, after the right password',
    request,
    arrange: async (app) => {
      await addPerson(app, { email, status: 'pending' });
    },
    json,
    status: 403,
    code: 'account_pending',
  },
  {
    name: 'while the account is disabled, after the right password',
    request,
    arrange: async (app) => {
      await addPerson(app, { email, status: 'disabled' });
    },
    json,
    status: 403,
    code: 'account_disabled',
  },
  ...(['pending', 'disabled'] as const).map((status): Scenario => ({
    name: `without telling that the account is ${status} after a wrong password`,
    request,
    arrange: async (app) => {
      await addPerson(app, { email, status });
    },
    json: { email, password: 'wrong password' },
    status: 401,
    code: 'invalid_credentials',
  })),
]);

const notText: readonly unknown[] = [42, null, true, ['correct horse battery'], { length: 8 }];

scenarios('signing in needs an address and a password', [
  ...notText.map((given): Scenario => ({
    name: `as text, not ${JSON.stringify(given)}`,
    request,
    arrange: withGrace,
    json: { email: given, password: given },
    status: 400,
    code: 'validation_failed',
    message: 'email must be a string; password must be a string',
  })),
  {
    name: 'and says which is missing',
    request,
    json: { email },
    status: 400,
    code: 'validation_failed',
    message: 'password is required',
  },
  {
    name: 'and says when it is no address',
    request,
    json: { email: 'grace', password },
    status: 400,
    code: 'validation_failed',
    message: 'email must be a valid e-mail address',
  },
  {
    name: 'of a length that a password can have',
    request,
    arrange: withGrace,
    json: { email, password: 'x'.repeat(129) },
    status: 400,
    code: 'validation_failed',
    message: 'password must be at most 128 characters',
  },
  {
    name: 'that is not empty',
    request,
    arrange: withGrace,
    json: { email, password: '' },
    status: 400,
    code: 'validation_failed',
    message: 'password must not be empty',
  },
]);

test('an unknown address, a wrong password and an account without one get the same answer', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email: 'known@example.com' });
  await addPerson(app, { email: 'oidc@example.com', password: null });
  await addPerson(app, { email: 'waiting@example.com', status: 'pending' });
  const names = ['known', 'oidc', 'waiting', 'nobody'];
  const answers = await Promise.all(
    names.map((name) =>
      app.post('/api/auth/login', { email: `${name}@example.com`, password: 'wrong password' }),
    ),
  );
  const comparable = answers.map((answer) => {
    const { requestId: _, ...body } = answer.body as Record<string, unknown>;
    const { 'x-request-id': __, ...headers } = Object.fromEntries(answer.headers);
    return { status: answer.status, body, headers };
  });
  expect(new Set(comparable.map((each) => JSON.stringify(each))).size).toBe(1);
});

test('an unknown address, a wrong password and an account without one cost the same', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email: 'known@example.com' });
  await addPerson(app, { email: 'oidc@example.com', password: null });
  // What the hashing threads are given to do.
  using checks = spyOn(Worker.prototype, 'postMessage');
  for (const name of ['known', 'oidc', 'nobody']) {
    const guess = { email: `${name}@example.com`, password: 'wrong password' };
    expect((await app.post('/api/auth/login', guess)).status).toBe(401);
    expect([name, checks.mock.calls.length]).toEqual([name, 1]);
    checks.mockClear();
  }
});

test('composed and decomposed letters are one password, and an older hash stays good', async () => {
  await using app = await createTestApp();
  const [composed = '', decomposed = ''] = ['NFC', 'NFD'].map((form) =>
    'Zwölf Boxkämpfer'.normalize(form),
  );
  await addPerson(app, { email: 'new@example.com', password: composed });
  await addPerson(app, { email: 'old@example.com', password: decomposed });
  const statusOf = async (name: string, text: string) => {
    const guess = { email: `${name}@example.com`, password: text };
    return (await app.post('/api/auth/login', guess)).status;
  };
  expect(await statusOf('new', composed)).toBe(200);
  expect(await statusOf('new', decomposed)).toBe(200);
  expect(await statusOf('old', decomposed)).toBe(200);
  expect(await statusOf('old', composed)).toBe(401);
});
