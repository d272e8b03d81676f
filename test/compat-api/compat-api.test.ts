// The second API, to the letter: path, status and body as its description prints them.
import { expect } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { addIdentity, addPerson, addSignedIn, changePerson, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import type { TestApp } from '../support/test-app.ts';

const email = 'grace@example.com';
const person = async (app: TestApp) => void (await addPerson(app, { email }));
const off = { DISABLE_INTERNAL_AUTH: 'true' };
const oidc = {
  OIDC_ENABLED: 'true',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor',
};

const invalidLogin = { detail: 'Invalid email or password' };
const noCredentials = { detail: 'Could not validate credentials' };
const localDisabled = { detail: 'Local authentication is disabled' };

const strictSentence =
  'password must contain at least 12 characters, an upper-case letter, a digit, one of !@#$%^&*(),.?":{}|<>';

scenarios('POST /auth/signup', [
  {
    name: 'makes an account',
    request: 'POST /auth/signup',
    json: { email, password },
    status: 201,
    answer: { message: 'User created successfully' },
    after: async (app) => {
      const rows = await app.database.read.selectFrom('users').selectAll().execute();
      expect(rows).toMatchObject([{ email, name: 'grace', is_admin: 1, status: 'active' }]);
      expect(await app.database.read.selectFrom('sessions').select('id').execute()).toEqual([]);
    },
  },
  {
    name: 'names it by what stands before the @, whichever of its forms that is',
    request: 'POST /auth/signup',
    json: { email: 'grace\uff20example.com', password },
    status: 201,
    answer: { message: 'User created successfully' },
    after: async (app) => {
      const rows = await app.database.read.selectFrom('users').select('name').execute();
      expect(rows).toEqual([{ name: 'grace' }]);
    },
  },
  {
    name: 'in review mode too, and the account waits',
    request: 'POST /auth/signup',
    env: { USER_SIGNUP: 'review' },
    arrange: async (app) => void (await addPerson(app)),
    json: { email, password },
    status: 201,
    answer: { message: 'User created successfully' },
    after: async (app) => {
      const answer = await app.post('/auth/login', { email, password });
      expect(answer.status).toBe(403);
      expect(answer.body).toEqual({
        detail:
          'Account pending approval. Please wait for an administrator to approve your account.',
      });
    },
  },
  {
    name: 'a taken address is bad input',
    request: 'POST /auth/signup',
    arrange: person,
    json: { email: 'GRACE@example.com', password },
    status: 400,
    answer: { detail: 'User already exists' },
  },
  {
    name: 'a short password is bad input',
    request: 'POST /auth/signup',
    json: { email, password: 'short' },
    status: 400,
    contains: ['"detail":"password must'],
  },
  {
    name: 'with password validation on, all missing parts are named',
    request: 'POST /auth/signup',
    env: { ENABLE_PASSWORD_VALIDATION: 'true' },
    json: { email, password: 'lowercase' },
    status: 400,
    answer: { detail: strictSentence },
  },
  {
    name: 'an address that is none is bad input, and nothing else is blamed',
    request: 'POST /auth/signup',
    json: { email: '', password },
    status: 400,
    answer: { detail: 'email must be a valid e-mail address' },
  },
  {
    name: 'a body that is no JSON is bad input',
    request: 'POST /auth/signup',
    body: '{',
    headers: { 'content-type': 'application/json' },
    status: 400,
    answer: { detail: 'The request body is not valid JSON' },
  },
  {
    name: 'closed registration is reported',
    request: 'POST /auth/signup',
    env: { USER_SIGNUP: 'disabled' },
    arrange: async (app) => void (await addPerson(app)),
    json: { email, password },
    status: 403,
    answer: { detail: 'Registration is disabled' },
  },
  {
    name: 'switched off with local authentication',
    request: 'POST /auth/signup',
    env: { ...off, ...oidc },
    json: { email, password },
    status: 403,
    answer: localDisabled,
  },
]);

const wrongLogins: readonly (readonly [string, object])[] = [
  ['a wrong password', { email, password: 'wrong battery' }],
  ['an unknown address', { email: 'nobody@example.com', password }],
];

scenarios('POST /auth/login', [
  {
    name: 'gives a token that says who it is',
    request: 'POST /auth/login',
    arrange: person,
    json: { email, password },
    status: 200,
    after: async (app, { body }) => {
      const { access_token: token, ...rest } = body as Record<string, string>;
      const row = await app.database.read.selectFrom('users').select('id').executeTakeFirst();
      const user_id = row === undefined ? '' : formatId(row.id);
      expect(rest).toEqual({ token_type: 'Bearer', user_id, email, role: 'Basic User' });
      expect((await app.get('/auth/me', token)).status).toBe(200);
      expect((await app.get('/api/auth/me', token)).status).toBe(200);
    },
  },
  ...wrongLogins.map(([name, json]): Scenario => ({
    name: `refuses ${name} as bad input`,
    request: 'POST /auth/login',
    arrange: person,
    json,
    status: 400,
    answer: invalidLogin,
  })),
  {
    name: 'is switched off with local authentication',
    request: 'POST /auth/login',
    env: { ...off, ...oidc },
    arrange: person,
    json: { email, password },
    status: 403,
    answer: localDisabled,
  },
]);

scenarios('GET /auth/me', [
  {
    name: 'says who the caller is',
    request: 'GET /auth/me',
    arrange: async (app) => {
      const { access_token: bearer, user } = await addSignedIn(app, { email, isAdmin: true });
      await addIdentity(app, user, 'github');
      return { bearer };
    },
    status: 200,
    after: async (_, { body }) => {
      expect(body).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        email,
        is_active: true,
        role: 'Admin',
        auth_identities: ['local', 'github'],
      });
    },
  },
  {
    name: 'without a token',
    request: 'GET /auth/me',
    status: 401,
    answer: noCredentials,
    expectHeaders: { 'www-authenticate': 'Bearer realm="anchor-auth"' },
  },
  {
    name: 'with a bad token',
    request: 'GET /auth/me',
    bearer: 'nonsense',
    status: 401,
    answer: noCredentials,
  },
  {
    name: 'a disabled user gets the same answer as an unknown one',
    request: 'GET /auth/me',
    arrange: async (app) => {
      const { access_token: bearer, user } = await addSignedIn(app, { email });
      await changePerson(app, user, { status: 'disabled' });
      return { bearer };
    },
    status: 401,
    answer: noCredentials,
  },
]);

scenarios('POST /auth/logout', [
  {
    name: 'ends exactly the session of the token',
    request: 'POST /auth/logout',
    arrange: async (app) => ({ bearer: (await addSignedIn(app, { email })).access_token }),
    status: 200,
    answer: { message: 'Logged out successfully' },
    after: async (app) => {
      const rows = await app.database.read.selectFrom('sessions').select('ended_at').execute();
      expect(rows).toEqual([{ ended_at: expect.any(Number) }]);
    },
  },
  { name: 'without a token', request: 'POST /auth/logout', status: 401, answer: noCredentials },
]);
