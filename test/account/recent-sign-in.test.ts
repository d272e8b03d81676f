// What a stolen access token must not make last asks for a sign-in of the last ten minutes.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { jwtSecret } from '../support/access-token.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addGroup } from '../support/groups.ts';
import { addIdentity, addPerson, addSignedIn, applicant, password } from '../support/people.ts';
import { type Call, createTestApp, type Env, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const github = { GITHUB_CLIENT_ID: 'our-client', GITHUB_CLIENT_SECRET: 'our-secret' };
const env: Env = { JWT_SECRET: jwtSecret, ...github };

type Owner = Awaited<ReturnType<typeof addSignedIn>>;

interface Asking {
  readonly name: string;
  /** Who asks is an administrator unless this says no. */
  readonly isAdmin?: false;
  readonly call: (app: TestApp, own: Owner) => Promise<Omit<Call, 'bearer'>>;
}

const admin = async (app: TestApp) => formatId((await addPerson(app, { isAdmin: true })).id);
const user = async (app: TestApp) => formatId((await addPerson(app)).id);
const users = '/api/admin/users';

const asking: readonly Asking[] = [
  {
    name: 'linking a provider',
    isAdmin: false,
    call: async () => ({ path: '/api/auth/link/github' }),
  },
  {
    name: 'unlinking a provider',
    isAdmin: false,
    call: async (app, own) => {
      await addIdentity(app, own.user, 'google');
      return { method: 'DELETE', path: '/api/auth/identities/google' };
    },
  },
  {
    name: 'making a user an administrator',
    call: async (app) => ({
      method: 'PATCH',
      path: `${users}/${await user(app)}`,
      json: { isAdmin: true },
    }),
  },
  {
    name: 'making an account that is an administrator',
    call: async () => ({ method: 'POST', path: users, json: applicant({ isAdmin: true }) }),
  },
  {
    name: 'inviting administrators',
    call: async () => ({
      method: 'POST',
      path: '/api/admin/invitations',
      json: { isAdmin: true },
    }),
  },
  {
    name: 'inviting into a group that other programs take for their administrators',
    call: async (app) => ({
      method: 'POST',
      path: '/api/admin/invitations',
      json: { groups: [formatId(await addGroup(app, 'Admins', 'oidc'))] },
    }),
  },
  {
    name: 'resetting the password of another administrator',
    call: async (app) => ({
      method: 'POST',
      path: `${users}/${await admin(app)}/reset-password`,
      json: {},
    }),
  },
  {
    name: 'making a link to a new password for another administrator',
    call: async (app) => ({
      method: 'POST',
      path: `${users}/${await admin(app)}/reset-link`,
      json: {},
    }),
  },
  {
    name: 'changing the address of another administrator',
    call: async (app) => ({
      method: 'PATCH',
      path: `${users}/${await admin(app)}`,
      json: { email: 'eve@example.com' },
    }),
  },
  {
    name: 'changing the own address of an administrator',
    call: async (_, own) => ({
      method: 'PATCH',
      path: `${users}/${formatId(own.user.id)}`,
      json: { email: 'eve@example.com' },
    }),
  },
  {
    name: 'setting up the OpenID provider',
    call: async () => ({
      method: 'PATCH',
      path: '/api/admin/settings/oidc',
      json: { issuerUrl: 'https://id.example.com' },
    }),
  },
  {
    name: 'switching passwords off',
    call: async () => ({
      method: 'PATCH',
      path: '/api/admin/settings/oidc',
      json: { disableInternalAuth: false },
    }),
  },
  {
    name: 'setting up a named provider',
    call: async () => ({
      method: 'PATCH',
      path: '/api/admin/settings/providers/google',
      json: { clientId: 'x' },
    }),
  },
];

async function rowsOf(app: TestApp): Promise<object> {
  const { audit_log: _, sessions: __, ...rest } = await app.snapshot();
  return rest;
}

describe('a sign-in of more than ten minutes ago is not enough for', () => {
  test.each(asking)('$name, until the password is shown', async ({ isAdmin = true, call }) => {
    await using app = await createTestApp(env);
    stopClock();
    const own = await addSignedIn(app, { isAdmin });
    const made = await call(app, own);
    const before = await rowsOf(app);
    advance(10 * 60 + 1, 's');
    const refused = await app.send({ ...made, bearer: own.access_token });
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'reauthentication_required', methods: ['password'] },
    });
    expect(await rowsOf(app)).toEqual(before);
    const confirmed = await app.post('/api/auth/reauthenticate', { password }, own.access_token);
    const { access_token: fresh } = confirmed.body as { access_token: string };
    // The token of before says what it said.
    expect((await app.send({ ...made, bearer: own.access_token })).status).toBe(403);
    expect((await app.send({ ...made, bearer: fresh })).status).toBeWithin(200, 300);
  });

  test.each(asking)('$name; one of ten minutes ago is', async ({ isAdmin = true, call }) => {
    await using app = await createTestApp(env);
    stopClock();
    const own = await addSignedIn(app, { isAdmin });
    const made = await call(app, own);
    advance(9 * 60 + 59, 's');
    expect((await app.send({ ...made, bearer: own.access_token })).status).toBeWithin(200, 300);
  });
});

const notAsking: readonly Asking[] = [
  {
    name: 'the mode of registration',
    call: async () => ({
      method: 'PATCH',
      path: '/api/admin/settings/registration',
      json: { mode: 'review' },
    }),
  },
  {
    name: 'an account without administration',
    call: async () => ({ method: 'POST', path: users, json: applicant({ isAdmin: false }) }),
  },
  {
    name: 'isAdmin of a user who is an administrator',
    call: async (app) => ({
      method: 'PATCH',
      path: `${users}/${await admin(app)}`,
      json: { isAdmin: true, name: 'Root' },
    }),
  },
  {
    name: 'the end of administration',
    call: async (app) => ({
      method: 'PATCH',
      path: `${users}/${await admin(app)}`,
      json: { isAdmin: false },
    }),
  },
  {
    name: 'the address of a user who is no administrator',
    call: async (app) => ({
      method: 'PATCH',
      path: `${users}/${await user(app)}`,
      json: { email: 'x@example.com' },
    }),
  },
  {
    name: 'the password of a user who is no administrator',
    call: async (app) => ({
      method: 'POST',
      path: `${users}/${await user(app)}/reset-password`,
      json: {},
    }),
  },
  {
    name: 'the profile',
    call: async () => ({ method: 'PATCH', path: '/api/auth/profile', json: { name: 'A' } }),
  },
  {
    name: 'the API token',
    call: async () => ({ method: 'POST', path: '/api/auth/api-token/regenerate' }),
  },
  {
    name: 'the password, with the current one',
    call: async () => ({
      method: 'POST',
      path: '/api/auth/change-password',
      json: { currentPassword: password, newPassword: 'staple correct horse' },
    }),
  },
  {
    name: 'the other sessions',
    call: async () => ({ method: 'DELETE', path: '/api/auth/sessions' }),
  },
];

describe('any live session changes', () => {
  test.each(notAsking)('$name', async ({ isAdmin = true, call }) => {
    await using app = await createTestApp(env);
    stopClock();
    const own = await addSignedIn(app, { isAdmin });
    const made = await call(app, own);
    advance(14, 'm');
    expect((await app.send({ ...made, bearer: own.access_token })).status).toBeWithin(200, 300);
  });
});
