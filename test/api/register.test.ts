import { expect, test } from 'bun:test';
import { addPerson, applicant, setSetting, signedIn } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const request = 'POST /api/auth/register';
const pendingMessage = 'Registration successful. Your account is pending approval.';
const json = applicant();

function userRows(app: TestApp) {
  return app.database.read.selectFrom('users').selectAll().orderBy('id').execute();
}

async function sessionCount(app: TestApp): Promise<number> {
  return (await app.database.read.selectFrom('sessions').selectAll().execute()).length;
}

const newcomer = (change: object) => ({
  id: expect.any(String),
  email: 'grace@example.com',
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
  ...change,
});

const tokens = {
  access_token: expect.any(String),
  refresh_token: expect.stringMatching(/^[0-9a-f]{128}$/),
  token_type: 'Bearer',
  expires_in: 900,
};

const withFirst = async (app: TestApp) => {
  await addPerson(app, { email: 'first@example.com', isAdmin: true });
};

/** Both ways an operator sets a mode. */
function setMode(mode: string): readonly Pick<Scenario, 'env' | 'arrange' | 'name'>[] {
  return [
    { name: 'USER_SIGNUP', env: { USER_SIGNUP: mode } },
    { name: 'the database', arrange: (app) => setSetting(app, 'registration.mode', mode) },
  ];
}

scenarios(
  'the first person to register',
  ['enabled', 'review', 'disabled'].flatMap((mode) =>
    setMode(mode).map((by): Scenario => ({
      env: by.env,
      arrange: by.arrange,
      name: `becomes an active administrator when ${by.name} says ${mode}`,
      request,
      json,
      status: 201,
      answer: { ...tokens, user: newcomer({ isAdmin: true, emailVerified: true }) },
      after: async (app) => {
        expect(await sessionCount(app)).toBe(1);
        expect(await userRows(app)).toMatchObject([{ is_admin: 1, is_proven: 1 }]);
      },
    })),
  ),
);

interface Outcome extends Pick<Scenario, 'status' | 'code' | 'answer' | 'excludes' | 'after'> {
  readonly email?: string;
}

function second(mode: string, outcome: Outcome, sentence: string): readonly Scenario[] {
  return setMode(mode).map((by) =>
    Object.assign({}, outcome, {
      name: `${sentence} when ${by.name} says ${mode}`,
      request,
      env: by.env,
      json: applicant({ email: outcome.email ?? json.email }),
      arrange: async (app: TestApp) => {
        await withFirst(app);
        await by.arrange?.(app);
      },
    } as const),
  );
}

scenarios('everybody after the first', [
  ...second(
    'enabled',
    {
      status: 201,
      answer: { ...tokens, user: newcomer({}) },
      after: async (app) => {
        expect(await sessionCount(app)).toBe(1);
        expect((await userRows(app))[1]).toMatchObject({ is_admin: 0, is_proven: 0 });
      },
    },
    'is an ordinary active user',
  ),
  ...second(
    'review',
    {
      status: 201,
      answer: {
        user: newcomer({ status: 'pending' }),
        message: pendingMessage,
        pendingTicket: expect.stringMatching(/^[\w-]{75}$/),
      },
      excludes: ['token'],
      after: async (app) => {
        expect(await sessionCount(app)).toBe(0);
        expect((await userRows(app))[1]).toMatchObject({ status: 'pending', is_admin: 0 });
      },
    },
    'waits for approval without any token',
  ),
  ...second('disabled', { status: 403, code: 'registration_disabled' }, 'is turned away'),
  ...second(
    'disabled',
    { email: 'first@example.com', status: 403, code: 'registration_disabled' },
    'does not learn from the refusal whether an address is taken',
  ),
]);

scenarios('the environment beats the database', [
  {
    name: 'when it closes what the database opens',
    request,
    env: { USER_SIGNUP: 'disabled' },
    arrange: async (app) => {
      await withFirst(app);
      await setSetting(app, 'registration.mode', 'enabled');
    },
    json,
    status: 403,
    code: 'registration_disabled',
  },
  {
    name: 'when it opens what the database closes',
    request,
    env: { USER_SIGNUP: 'enabled' },
    arrange: async (app) => {
      await withFirst(app);
      await setSetting(app, 'registration.mode', 'disabled');
    },
    json,
    status: 201,
  },
]);

test('the next registration after a deleted administrator does not become one', async () => {
  await using app = await createTestApp();
  await app.post('/api/auth/register', json);
  await app.database.write((trx) => trx.deleteFrom('users').execute());
  const answer = await app.post('/api/auth/register', json);
  expect(answer.status).toBe(201);
  expect(signedIn(answer).user.isAdmin).toBe(false);
});

scenarios('a registration that was refused', [
  {
    name: 'for a taken address says so',
    request,
    arrange: async (app) => {
      await addPerson(app, { email: 'grace@example.com' });
    },
    json,
    status: 409,
    code: 'user_exists',
  },
]);
