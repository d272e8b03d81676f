import { describe, expect, test } from 'bun:test';
import { addPerson, applicant, setSetting } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';

const request = 'POST /api/auth/register';
const tooShort = 'password must be at least 8 characters';
const tooLong = 'password must be at most 128 characters';
const notText = 'password must be valid Unicode text';

const refused: readonly (readonly [string, unknown, string])[] = [
  ['of seven characters', '1234567', tooShort],
  ['of seven emoji, which are fourteen units', '🦄'.repeat(7), tooShort],
  ['that is empty', '', tooShort],
  ['of 129 characters', 'x'.repeat(129), tooLong],
  ['of 129 emoji, which are 516 bytes', '🦄'.repeat(129), tooLong],
  ['with half a surrogate pair', 'eight or\uD800', notText],
  ['that is a number', 12_345_678, 'password must be a string'],
  ['that is null', null, 'password must be a string'],
  ['that is an array', ['12345678'], 'password must be a string'],
  ['that is an object', { length: 20 }, 'password must be a string'],
  ['that is true', true, 'password must be a string'],
  ['that is missing', undefined, 'password is required'],
];

scenarios(
  'a password',
  refused.map(([name, given, message]): Scenario => ({
    name: `${name} is refused`,
    request,
    json: applicant({ password: given }),
    status: 400,
    code: 'validation_failed',
    message,
  })),
);

const neighbours: readonly { name: string; good: string; other: string }[] = [
  { name: 'of eight characters', good: '12345678', other: '12345679' },
  { name: 'of 128 emoji', good: '🦄'.repeat(128), other: '🦄'.repeat(127) },
  { name: 'with spaces around it', good: '  eight chars  ', other: 'eight chars' },
  { name: 'of 73 bytes', good: `${'x'.repeat(72)}1`, other: `${'x'.repeat(72)}2` },
];

describe('every byte of a password counts', () => {
  test.each(neighbours)('a password $name signs in and a similar one does not', async (row) => {
    await using app = await createTestApp();
    const joined = await app.post('/api/auth/register', applicant({ password: row.good }));
    expect(joined.status).toBe(201);
    const { email } = applicant();
    const [good, other] = await Promise.all(
      [row.good, row.other].map((password) => app.post('/api/auth/login', { email, password })),
    );
    expect([good?.status, other?.status]).toEqual([200, 401]);
  });
});

const specials = '!@#$%^&*(),.?":{}|<>';
const strictRows: readonly (readonly [string, string, string])[] = [
  [
    'everything but a lower-case letter',
    'a',
    `at least 12 characters, an upper-case letter, a digit, one of ${specials}`,
  ],
  ['length', 'Aa1!', 'at least 12 characters'],
  ['length by one character', 'Correct7hor!', ''],
  ['an upper-case letter', 'correct7horse!', 'an upper-case letter'],
  ['a lower-case letter', 'CORRECT7HORSE!', 'a lower-case letter'],
  ['a digit', 'Correct-horse!', 'a digit'],
  ['a special character', 'Correct7horse-', `one of ${specials}`],
  ['a digit and a special character', 'Correct-horse-', `a digit, one of ${specials}`],
];

/** Both ways the policy is switched on. */
const switches: readonly Pick<Scenario, 'name' | 'env' | 'arrange'>[] = [
  { name: 'ENABLE_PASSWORD_VALIDATION', env: { ENABLE_PASSWORD_VALIDATION: 'true' } },
  { name: 'the database', arrange: (app) => setSetting(app, 'password.strict', 'true') },
];

scenarios(
  'the strict password policy',
  switches.flatMap((by) =>
    strictRows.map(([what, password, needs]): Scenario => ({
      name:
        needs === ''
          ? `set by ${by.name} is content with twelve characters of all kinds`
          : `set by ${by.name} lists that ${what} is missing`,
      request,
      env: by.env,
      arrange: by.arrange,
      json: applicant({ password }),
      status: needs === '' ? 201 : 400,
      code: needs === '' ? undefined : 'validation_failed',
      message: `password must contain ${needs}`,
    })),
  ),
);

const common = 'password must not be a common password, even with digits or signs around it';

scenarios('a common password', [
  ...['Password1234!', '!!!Dragon12345'].map((password): Scenario => ({
    name: `is refused under the strict policy though it has everything: ${password}`,
    request,
    env: { ENABLE_PASSWORD_VALIDATION: 'true' },
    json: applicant({ password }),
    status: 400,
    code: 'validation_failed',
    message: common,
  })),
  {
    name: 'is refused under the strict policy only',
    request,
    json: applicant({ password: 'password' }),
    status: 201,
  },
]);

scenarios('the strict password policy is off', [
  { name: 'by default', request, json: applicant({ password: 'aaaaaaaa' }), status: 201 },
  {
    name: 'when the environment says so, whatever the database says',
    request,
    env: { ENABLE_PASSWORD_VALIDATION: 'false' },
    arrange: (app) => setSetting(app, 'password.strict', 'true'),
    json: applicant({ password: 'aaaaaaaa' }),
    status: 201,
  },
  {
    name: 'at sign-in, for passwords that are older than it',
    request: 'POST /api/auth/login',
    env: { ENABLE_PASSWORD_VALIDATION: 'true' },
    arrange: async (app) => {
      await addPerson(app, { email: 'grace@example.com', password: 'aaaaaaaa' });
    },
    json: { email: 'grace@example.com', password: 'aaaaaaaa' },
    status: 200,
  },
]);
