// What a registration says of addresses and names; every spelling of them has its row in test/core.
import { describe, expect, test } from 'bun:test';
import { addPerson, applicant, password, signedIn } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';

const request = 'POST /api/auth/register';

function refusals(field: string, rows: readonly (readonly [string, unknown, string])[]) {
  return rows.map(([name, value, message]): Scenario => ({
    name: `is refused ${name}`,
    request,
    json: applicant({ [field]: value }),
    status: 400,
    code: 'validation_failed',
    message,
    excludes: typeof value === 'string' && value.length > 5 ? [value] : [],
  }));
}

const wrongTypes: readonly (readonly [string, unknown])[] = [
  ['a number', 42],
  ['true', true],
  ['an array', ['grace@example.com']],
  ['an object', { toString: 'grace@example.com' }],
  ['null', null],
];

function typeRefusals(field: string): readonly Scenario[] {
  return [
    ...refusals(
      field,
      wrongTypes.map(([name, value]) => [`as ${name}`, value, `${field} must be a string`]),
    ),
    ...refusals(field, [['when it is missing', undefined, `${field} is required`]]),
  ];
}

const badEmail = 'email must be a valid e-mail address';
const longLocal = 'l'.repeat(64);
const label = 'd'.repeat(63);

/** An address of exactly so many characters that is otherwise good. */
function addressOf(length: number): string {
  const start = `${longLocal}@${label}.${label}.`;
  return start + 'e'.repeat(length - start.length);
}

scenarios('an e-mail address', [
  ...typeRefusals('email'),
  ...refusals('email', [
    ['when it is empty', '', badEmail],
    ['without an @', 'grace.example.com', badEmail],
    ['with a line break inside', 'grace@example.com\nbcc:x@example.com', badEmail],
    ['with 255 characters', addressOf(255), 'email must be at most 254 characters'],
  ]),
]);

describe('an e-mail address that is accepted', () => {
  test.each([
    ['with capitals kept', 'Grace.Hopper@Example.COM', 'Grace.Hopper@Example.COM'],
    ['without the spaces around it', '  grace@example.com\t', 'grace@example.com'],
    ['with 254 characters', addressOf(254), addressOf(254)],
  ])('is shown %s', async (_, typed, shown) => {
    await using app = await createTestApp();
    const answer = await app.post('/api/auth/register', applicant({ email: typed }));
    expect(answer.status).toBe(201);
    expect(signedIn(answer).user.email).toBe(shown);
  });
});

scenarios(
  'an address that is taken',
  (
    [
      ['in capitals', 'grace@example.com', 'GRACE@EXAMPLE.COM'],
      ['in full-width letters', 'grace@example.com', '\uFF47race@example.com'],
      ['with the domain in ASCII', 'grace@bücher.example', 'grace@xn--bcher-kva.example'],
    ] as const
  ).map(([how, taken, email]): Scenario => ({
    name: `is taken also ${how}`,
    request,
    arrange: async (app) => {
      await addPerson(app, { email: taken });
    },
    json: applicant({ email }),
    status: 409,
    code: 'user_exists',
  })),
);

scenarios('an address of another user', [
  {
    name: 'is another account with a dot more',
    request,
    arrange: async (app) => {
      await addPerson(app, { email: 'gracehopper@example.com' });
    },
    json: applicant({ email: 'grace.hopper@example.com' }),
    status: 201,
  },
]);

const blank = 'name must not be blank';
const control = 'name must not contain control characters';

scenarios('a name', [
  ...typeRefusals('name'),
  ...refusals('name', [
    ['when it is empty', '', blank],
    ['with 101 characters', 'n'.repeat(101), 'name must be at most 100 characters'],
    ['with a right-to-left override', 'Grace\u202Ereppoh', control],
  ]),
]);

describe('a name that is accepted', () => {
  test.each([
    ['of 100 emoji', '🦄'.repeat(100), '🦄'.repeat(100)],
    ['with spaces around it', '  Grace  Hopper ', 'Grace  Hopper'],
  ])('%s is shown as typed, trimmed', async (_, typed, shown) => {
    await using app = await createTestApp();
    const answer = await app.post('/api/auth/register', applicant({ name: typed }));
    expect(answer.status).toBe(201);
    expect(signedIn(answer).user.name).toBe(shown);
  });
});

scenarios('a refused registration', [
  {
    name: 'names every field at fault, in one sentence and one by one',
    request,
    json: { email: 'x', password: 'short', name: ' ' },
    status: 400,
    code: 'validation_failed',
    message: `${badEmail}; password must be at least 8 characters; ${blank}`,
  },
  {
    name: 'names every missing field',
    request,
    json: {},
    status: 400,
    code: 'validation_failed',
    message: 'email is required; password is required; name is required',
  },
  {
    name: 'does not repeat the password it refuses',
    request,
    json: applicant({ email: 7, password: ['secret-canary'] }),
    status: 400,
    code: 'validation_failed',
    excludes: ['secret-canary', password],
    message: 'email must be a string; password must be a string',
  },
]);
