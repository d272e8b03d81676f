import { expect, test } from 'bun:test';
import { addPerson, applicant, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin, userIn } from './administrator.ts';

const request = 'POST /api/admin/users';
const email = 'grace@example.com';

scenarios('an administrator makes an account', [
  ...(
    [
      ['without further words', {}, false],
      ['with a role of null', { isAdmin: null }, false],
      ['of no administrator', { isAdmin: false }, false],
      ['of an administrator', { isAdmin: true }, true],
      [
        'whatever else the body says',
        { status: 'pending', id: 'x', role: 'Admin', isProven: false },
        false,
      ],
    ] as const
  ).map(([name, change, isAdmin]): Scenario => ({
    name: `${name}: active, vouched for and ready to sign in`,
    request,
    arrange: asAdmin(),
    json: applicant(change),
    status: 201,
    answer: {
      id: expect.any(String),
      email,
      name: 'Grace Hopper',
      profileImage: null,
      language: null,
      groups: [],
      mustChangePassword: false,
      emailVerified: true,
      isAdmin,
      status: 'active',
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    },
    after: async (app) => {
      const row = await app.database.read
        .selectFrom('users')
        .selectAll()
        .where('email', '=', email)
        .executeTakeFirstOrThrow();
      expect(row).toMatchObject({ is_proven: 1, last_login_at: null, token_version: 1 });
      expect((await app.post('/api/auth/login', { email, password })).status).toBe(200);
    },
  })),
  {
    name: 'also while registration is closed',
    request,
    env: { USER_SIGNUP: 'disabled' },
    arrange: asAdmin(),
    json: applicant(),
    status: 201,
    contains: ['"status":"active"'],
  },
]);

const strictNeeds = 'at least 12 characters, an upper-case letter, a digit';

scenarios('an account is refused', [
  ...['grace@example.com', 'GRACE@EXAMPLE.COM', ' Grace@Example.com ', 'grace＠example.com'].map(
    (typed): Scenario => ({
      name: `for ${JSON.stringify(typed)}, whose address is taken`,
      request,
      arrange: asAdmin(async (app) => void (await addPerson(app, { email }))),
      json: applicant({ email: typed }),
      status: 409,
      code: 'user_exists',
    }),
  ),
  {
    name: 'with every field at fault named',
    request,
    arrange: asAdmin(),
    json: { email: 'grace', password: 'short', name: ' ' },
    status: 400,
    code: 'validation_failed',
    message:
      'email must be a valid e-mail address; password must be at least 8 characters; name must not be blank',
    excludes: ['"short"'],
  },
  {
    name: 'with every missing field named',
    request,
    arrange: asAdmin(),
    json: {},
    status: 400,
    code: 'validation_failed',
    message: 'email is required; password is required; name is required',
  },
  {
    name: 'when the role is no flag',
    request,
    arrange: asAdmin(),
    json: applicant({ isAdmin: 'yes' }),
    status: 400,
    code: 'validation_failed',
    message: 'isAdmin must be true or false',
  },
  {
    name: 'for a password that the strict policy does not accept',
    request,
    env: { ENABLE_PASSWORD_VALIDATION: 'true' },
    arrange: asAdmin(),
    json: applicant({ password: 'short!' }),
    status: 400,
    code: 'validation_failed',
    message: `password must contain ${strictNeeds}`,
  },
]);

test('ten administrators who make the same account at once make one', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const spellings = ['grace@example.com', 'Grace@example.com', 'GRACE@EXAMPLE.COM'];
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      admin.ask('POST', '/users', applicant({ email: spellings[index % 3], name: `No ${index}` })),
    ),
  );
  const made = answers.filter((answer) => answer.status === 201);
  expect(made.length).toBe(1);
  // 503: a busy machine refuses some of that much hashing.
  for (const answer of answers) expect(answer.status).toBeOneOf([201, 409, 503]);
  const rows = await app.database.read.selectFrom('users').select('name').execute();
  const name = made[0] === undefined ? '' : userIn(made[0]).name;
  expect(rows.map((row) => row.name).toSorted()).toEqual(['Margaret Hamilton', name].toSorted());
});
