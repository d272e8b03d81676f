import { expect, test } from 'bun:test';
import { addPerson, applicant } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';

const request = 'POST /api/auth/register';
const setupToken = 'open sesame 4711';
const env = { SETUP_TOKEN: setupToken };

const refused: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['missing', {}],
  ['null', { setupToken: null }],
  ['empty', { setupToken: '' }],
  ['wrong', { setupToken: 'open sesame 4712' }],
  ['only the beginning', { setupToken: 'open sesame' }],
  ['longer', { setupToken: `${setupToken}!` }],
  ['in other letters', { setupToken: setupToken.toUpperCase() }],
  ['padded with spaces', { setupToken: ` ${setupToken} ` }],
  ['under another name', { setup_token: setupToken }],
];

scenarios('the first registration on a server with a setup token', [
  {
    name: 'succeeds with it',
    request,
    env,
    json: applicant({ setupToken }),
    status: 201,
    contains: ['"isAdmin":true'],
    excludes: [setupToken],
  },
  ...refused.map(([how, change]): Scenario => ({
    name: `is refused when the token is ${how}`,
    request,
    env,
    json: applicant(change),
    status: 403,
    code: 'setup_token_required',
    excludes: [setupToken],
  })),
  ...[42, true, ['open sesame 4711'], { setupToken }].map((given): Scenario => ({
    name: `is not understood when the token is ${JSON.stringify(given)}`,
    request,
    env,
    json: applicant({ setupToken: given }),
    status: 400,
    code: 'validation_failed',
    message: 'setupToken must be a string',
  })),
  {
    name: 'needs the token in every mode',
    request,
    env: { ...env, USER_SIGNUP: 'disabled' },
    json: applicant(),
    status: 403,
    code: 'setup_token_required',
  },
]);

scenarios('later registrations on a server with a setup token', [
  {
    name: 'need none',
    request,
    env,
    arrange: async (app) => {
      await addPerson(app);
    },
    json: applicant(),
    status: 201,
    contains: ['"isAdmin":false'],
  },
  {
    name: 'gain nothing from it',
    request,
    env,
    arrange: async (app) => {
      await addPerson(app);
    },
    json: applicant({ setupToken }),
    status: 201,
    contains: ['"isAdmin":false'],
  },
  {
    name: 'are not opened by it in mode disabled',
    request,
    env: { ...env, USER_SIGNUP: 'disabled' },
    arrange: async (app) => {
      await addPerson(app);
    },
    json: applicant({ setupToken }),
    status: 403,
    code: 'registration_disabled',
  },
]);

test('a setup token is ignored by a server that was started without one', async () => {
  await using app = await createTestApp();
  const answer = await app.post('/api/auth/register', applicant({ setupToken: 'whatever' }));
  expect(answer.status).toBe(201);
});

test('a wrong setup token is never logged', async () => {
  await using app = await createTestApp({ ...env, LOG_LEVEL: 'debug' });
  await app.post('/api/auth/register', applicant({ setupToken: 'canary-wrong-token' }));
  await app.post('/api/auth/register', applicant({ setupToken }));
  expect(app.lines.join('\n')).not.toMatch(/canary-wrong-token|open sesame/);
});
