import { expect } from 'bun:test';
import { addSignedIn, changePerson, password, setSetting } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import type { TestApp } from '../support/test-app.ts';

const request = 'POST /api/auth/change-password';
const email = 'grace@example.com';
const newPassword = 'staple correct horse';
const json = { currentPassword: password, newPassword };

const withGrace = async (app: TestApp) => {
  const { access_token: bearer } = await addSignedIn(app, { email });
  return { bearer };
};

async function passwordIs(app: TestApp, text: string): Promise<void> {
  const user = await app.database.read
    .selectFrom('users')
    .select('password_hash')
    .executeTakeFirstOrThrow();
  expect(await Bun.password.verify(text, user.password_hash ?? '')).toBe(true);
}

scenarios('changing the password', [
  {
    name: 'answers a fresh access token of this session and no other',
    request,
    arrange: withGrace,
    json,
    status: 200,
    answer: {
      message: 'Password changed successfully',
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
    },
    after: (app) => passwordIs(app, newPassword),
  },
  {
    name: 'ignores further fields, whosever they are',
    request,
    arrange: withGrace,
    json: { ...json, isAdmin: true, userId: crypto.randomUUID(), email: 'x@example.com', id: 1 },
    status: 200,
    after: async (app) => {
      expect(await app.database.read.selectFrom('users').selectAll().execute()).toMatchObject([
        { email, is_admin: 0, status: 'active', token_version: 2 },
      ]);
    },
  },
  ...[
    ['of eight characters', '12345678'],
    ['of 128 characters', 'x'.repeat(128)],
    ['of 128 emoji, which are 512 bytes', '🦄'.repeat(128)],
    ['with spaces around it, which it keeps', '  eight chars  '],
    ['that differs in its case only', password.toUpperCase()],
  ].map(([what, text = '']): Scenario => ({
    name: `takes a password ${what}`,
    request,
    arrange: withGrace,
    json: { ...json, newPassword: text },
    status: 200,
    after: (app) => passwordIs(app, text),
  })),
]);

scenarios('changing the password is refused', [
  ...['correct horse batterx', `${password} `, 'x'].map((wrong): Scenario => ({
    name: `for the wrong current one ${JSON.stringify(wrong)}`,
    request,
    arrange: withGrace,
    json: { ...json, currentPassword: wrong },
    status: 403,
    code: 'wrong_current_password',
  })),
  {
    name: 'for the stored hash as the current one',
    request,
    arrange: async (app) => {
      const { access_token: bearer, user } = await addSignedIn(app);
      return { bearer, json: { ...json, currentPassword: user.password_hash } };
    },
    status: 403,
    code: 'wrong_current_password',
  },
  {
    name: 'when the new one is the current one',
    request,
    arrange: withGrace,
    json: { ...json, newPassword: password },
    status: 400,
    code: 'password_unchanged',
  },
  {
    name: 'without revealing to another person whether a guess is the current one',
    request,
    arrange: withGrace,
    json: { currentPassword: 'wrong password', newPassword: 'wrong password' },
    status: 403,
    code: 'wrong_current_password',
  },
  {
    name: 'for an account without a password, naming the identity provider',
    request,
    arrange: async (app) => {
      const { access_token: bearer } = await addSignedIn(app, { password: null });
      return { bearer };
    },
    json,
    status: 400,
    code: 'no_local_password',
    contains: ['identity provider'],
  },
  {
    name: 'where internal sign-in is switched off',
    request,
    env: {
      DISABLE_INTERNAL_AUTH: 'true',
      OIDC_ENABLED: 'true',
      OIDC_ISSUER_URL: 'https://id.example.com',
      OIDC_CLIENT_ID: 'anchor',
    },
    arrange: withGrace,
    json,
    status: 403,
    code: 'local_auth_disabled',
  },
  {
    name: 'for a user who is disabled meanwhile',
    request,
    arrange: async (app) => {
      const { access_token: bearer, user } = await addSignedIn(app);
      await changePerson(app, user, { status: 'disabled' });
      return { bearer };
    },
    json,
    status: 401,
    code: 'invalid_token',
  },
]);

const shapes: readonly (readonly [string, unknown, string])[] = [
  ['of seven characters', '1234567', 'newPassword must be at least 8 characters'],
  ['of 129 characters', 'x'.repeat(129), 'newPassword must be at most 128 characters'],
  ['of 129 emoji', '🦄'.repeat(129), 'newPassword must be at most 128 characters'],
  ['that is empty', '', 'newPassword must be at least 8 characters'],
  ['with half a surrogate pair', 'eight or\uD800', 'newPassword must be valid Unicode text'],
  ['that is missing', undefined, 'newPassword is required'],
  ...[42, null, true, [newPassword], { length: 20 }].map(
    (given) => [`like ${JSON.stringify(given)}`, given, 'newPassword must be a string'] as const,
  ),
];

const currentShapes: readonly (readonly [string, unknown, string])[] = [
  ['that is empty', '', 'currentPassword must not be empty'],
  ['of 129 characters', 'x'.repeat(129), 'currentPassword must be at most 128 characters'],
  ['that is missing', undefined, 'currentPassword is required'],
  ...[42, null, true, [password], { length: 20 }].map(
    (given) =>
      [`like ${JSON.stringify(given)}`, given, 'currentPassword must be a string'] as const,
  ),
];

const invalid = { request, arrange: withGrace, status: 400, code: 'validation_failed' } as const;

function refusal(name: string, change: object, message: string): Scenario {
  return { ...invalid, name, json: { ...json, ...change }, message };
}

scenarios('changing the password is not done with', [
  ...shapes.map(([what, given, message]) =>
    refusal(`a new one ${what}`, { newPassword: given }, message),
  ),
  ...currentShapes.map(([what, given, message]) =>
    refusal(`a current one ${what}`, { currentPassword: given }, message),
  ),
  {
    ...invalid,
    name: 'two that cannot be, and both are named',
    json: { currentPassword: '', newPassword: 'short' },
    message: 'currentPassword must not be empty; newPassword must be at least 8 characters',
  },
  {
    ...invalid,
    name: 'a list in the place of both',
    json: [],
    message: 'The request body must be a JSON object',
  },
]);

const strict = { ENABLE_PASSWORD_VALIDATION: 'true' };

scenarios('under the strict policy a new password', [
  {
    ...invalid,
    name: 'that lacks everything gets one error for each field',
    env: strict,
    json: { ...json, newPassword: 'a' },
    message:
      'newPassword must contain at least 12 characters, an upper-case letter, a digit, one of !@#$%^&*(),.?":{}|<>',
  },
  {
    ...invalid,
    name: 'that is common is refused though it has everything',
    env: strict,
    json: { ...json, newPassword: 'Password1234!' },
    message: 'newPassword must not be a common password, even with digits or signs around it',
  },
  {
    ...invalid,
    name: 'is judged by what an administrator chose',
    arrange: async (app) => {
      await setSetting(app, 'password.strict', 'true');
      return withGrace(app);
    },
    json,
    message: 'newPassword must contain an upper-case letter, a digit, one of !@#$%^&*(),.?":{}|<>',
  },
  {
    name: 'of all kinds is taken, and the older one needs to meet no policy',
    request,
    env: strict,
    arrange: withGrace,
    json: { ...json, newPassword: 'Correct7horse!' },
    status: 200,
  },
]);
