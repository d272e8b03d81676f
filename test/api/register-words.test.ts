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
    ['when it is blank', ' \t ', badEmail],
    ['without an @', 'grace.example.com', badEmail],
    ['with two @', 'grace@hopper@example.com', badEmail],
    ['with a full-width second @', 'grace@hopper\uFF20example.com', badEmail],
    ['with nothing before the @', '@example.com', badEmail],
    ['with nothing behind the @', 'grace@', badEmail],
    ['with a space inside', 'gra ce@example.com', badEmail],
    ['with a no-break space inside', 'gra\u00A0ce@example.com', badEmail],
    ['with a line break inside', 'grace@example.com\nbcc:x@example.com', badEmail],
    ['with a NUL inside', 'grace\0@example.com', badEmail],
    ['with a right-to-left override', 'grace\u202E@example.com', badEmail],
    ['with a zero-width space', 'grace\u200B@example.com', badEmail],
    ['with half a surrogate pair', 'grace\uD800@example.com', badEmail],
    ['when its domain ends with a hyphen', 'grace@example-.com', badEmail],
    ['when a path follows its domain', 'grace@example.com/x', badEmail],
    ['when its domain is encoded', 'grace@ex%61mple.com', badEmail],
    ['when its domain has an empty label', 'grace@example..com', badEmail],
    ['with 65 characters before the @', `${longLocal}x@example.com`, badEmail],
    ['with 255 characters', addressOf(255), 'email must be at most 254 characters'],
  ]),
]);

describe('an e-mail address that is accepted', () => {
  test.each([
    ['as it is', 'grace@example.com', 'grace@example.com'],
    ['with capitals kept', 'Grace.Hopper@Example.COM', 'Grace.Hopper@Example.COM'],
    ['without the spaces around it', '  grace@example.com\t', 'grace@example.com'],
    ['with a plus', 'grace+navy@example.com', 'grace+navy@example.com'],
    ['with an international domain', 'grace@bücher.example', 'grace@bücher.example'],
    ['with 254 characters', addressOf(254), addressOf(254)],
    ['with marks the web cares about', `o'hara&"<b>@example.com`, `o'hara&"<b>@example.com`],
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
      ['with spaces around it', 'grace@example.com', '  grace@example.com '],
      ['in full-width letters', 'grace@example.com', '\uFF47race@example.com'],
      ['with a full-width @', 'grace@example.com', 'grace\uFF20example.com'],
      ['with the domain in ASCII', 'grace@bücher.example', 'grace@xn--bcher-kva.example'],
      ['with the domain composed otherwise', 'grace@bücher.example', 'grace@bu\u0308cher.example'],
      ['with an accent composed otherwise', 'josé@example.com', 'jose\u0301@example.com'],
      ['with a Kelvin sign', 'kelvin@example.com', '\u212Aelvin@example.com'],
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

scenarios(
  'an address of another user',
  (
    [
      ['with a dot more', 'gracehopper@example.com', 'grace.hopper@example.com'],
      ['with a plus', 'grace@example.com', 'grace+navy@example.com'],
      ['with an accent', 'jose@example.com', 'josé@example.com'],
    ] as const
  ).map(([how, taken, email]): Scenario => ({
    name: `is another account ${how}`,
    request,
    arrange: async (app) => {
      await addPerson(app, { email: taken });
    },
    json: applicant({ email }),
    status: 201,
  })),
);

const blank = 'name must not be blank';
const control = 'name must not contain control characters';

scenarios('a name', [
  ...typeRefusals('name'),
  ...refusals('name', [
    ['when it is empty', '', blank],
    ['when it is blank', ' \t\n ', blank],
    ['when it is invisible', '\u200B\u200D', blank],
    ['with 101 characters', 'n'.repeat(101), 'name must be at most 100 characters'],
    ['with 101 emoji', '🦄'.repeat(101), 'name must be at most 100 characters'],
    ['with a line break inside', 'Grace\nHopper', control],
    ['with a NUL inside', 'Grace\0Hopper', control],
    ['with an escape inside', 'Grace\u001B[31m', control],
    ['with a right-to-left override', 'Grace\u202Ereppoh', control],
    ['with a bidi isolate', 'Grace\u2066Hopper', control],
    ['with a line separator', 'Grace\u2028Hopper', control],
    ['with half a surrogate pair', 'Grace\uD83D', control],
  ]),
]);

describe('a name that is accepted', () => {
  test.each([
    ['of one character', 'G', 'G'],
    ['of 100 characters', 'n'.repeat(100), 'n'.repeat(100)],
    ['of 100 emoji', '🦄'.repeat(100), '🦄'.repeat(100)],
    ['with spaces around it', '  Grace  Hopper ', 'Grace  Hopper'],
    ['in another script', 'গ্রেস হপার', 'গ্রেস হপার'],
    ['with a family', '👩‍👩‍👧 Hopper', '👩‍👩‍👧 Hopper'],
    ['that looks like a page', '<script>alert(1)</script>', '<script>alert(1)</script>'],
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
