import { describe, expect, test } from 'bun:test';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import { claimsOf } from '../support/access-token.ts';
import { addPerson, addSignedIn, applicant, password, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, countOf, userPath } from './administrator.ts';

const email = 'grace@example.com';
const login = (app: TestApp, secret = password) =>
  app.post('/api/auth/login', { email, password: secret });

/** A user with every kind of credential: two sessions and an API token. */
async function addHolder(app: TestApp, isAdmin = false) {
  const own = await addSignedIn(app, { email, isAdmin });
  const other = await startSession(app, own.user);
  const made = await app.post('/api/auth/api-token/regenerate', undefined, own.access_token);
  const { apiToken } = made.body as { readonly apiToken: string };
  return { ...own, other, apiToken };
}

type Holder = Awaited<ReturnType<typeof addHolder>>;

/** The statuses of requests with each credential of a user. */
async function tried(app: TestApp, holder: Holder): Promise<readonly number[]> {
  const bearers = [holder.access_token, holder.other.access_token, holder.apiToken];
  const statuses: number[] = [];
  for (const bearer of bearers) statuses.push((await app.get('/api/auth/me', bearer)).status);
  for (const { refresh_token } of [holder, holder.other]) {
    statuses.push((await app.post('/api/auth/refresh', { refresh_token })).status);
  }
  return statuses;
}

const allDead = [401, 401, 401, 401, 401];

describe('every credential of a user who is', () => {
  const rows = [
    ['disabled', { status: 'disabled' }, 'account_disabled', 0],
    ['made to wait', { status: 'pending' }, 'account_pending', 1],
  ] as const;
  test.each([...rows])(
    '%s loses every door at once, and it stays shut afterwards',
    async (_, json, code, kept) => {
      await using app = await createTestApp();
      const admin = await addAdmin(app);
      const holder = await addHolder(app);
      expect((await admin.ask('PATCH', userPath(holder.user), json)).status).toBe(200);
      expect(await tried(app, holder)).toEqual(allDead);
      expect(await countOf(app, 'api_tokens', holder.user)).toBe(kept);
      expect((await login(app, 'wrong password')).body).toMatchObject({
        code: 'invalid_credentials',
      });
      expect((await login(app)).body).toMatchObject({ statusCode: 403, code });

      await admin.ask('PATCH', userPath(holder.user), { status: 'active' });
      const [one, two, script, ...refreshes] = await tried(app, holder);
      expect([one, two, ...refreshes]).toEqual([401, 401, 401, 401]);
      expect(script).toBe(kept === 1 ? 200 : 401);
      expect((await login(app)).status).toBe(200);
    },
  );
});

test('a pending user who is disabled loses the API token for good', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const holder = await addHolder(app);
  for (const status of ['pending', 'disabled', 'active']) {
    await admin.ask('PATCH', userPath(holder.user), { status });
  }
  expect(await tried(app, holder)).toEqual(allDead);
});

describe('a change of role', () => {
  const rows = [
    ['to administrator', false, 'Basic User', 'Admin', 403, 200],
    ['from administrator', true, 'Admin', 'Basic User', 200, 403],
  ] as const;
  test.each([...rows])('%s acts at once, and the session goes on with it', async (...row) => {
    const [, isAdmin, roleBefore, roleAfter, before, after] = row;
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const holder = await addHolder(app, isAdmin);
    expect(claimsOf(holder.access_token)).toMatchObject({ role: roleBefore, token_version: 1 });
    expect((await app.get('/api/admin/stats', holder.access_token)).status).toBe(before);

    await admin.ask('PATCH', userPath(holder.user), { isAdmin: !isAdmin });
    expect((await app.get('/api/admin/stats', holder.access_token)).status).toBe(401);
    expect((await app.get('/api/auth/me', holder.apiToken)).status).toBe(200);
    const { refresh_token } = holder;
    const fresh = (await app.post('/api/auth/refresh', { refresh_token })).body as Tokens;
    expect(claimsOf(fresh.access_token)).toMatchObject({ role: roleAfter, token_version: 2 });
    expect((await app.get('/api/admin/stats', fresh.access_token)).status).toBe(after);
  });
});

test('a change of name or address ends nothing', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const holder = await addHolder(app);
  await admin.ask('PATCH', userPath(holder.user), { name: 'Grace', email: 'hopper@example.com' });
  expect(await tried(app, holder)).toEqual([200, 200, 200, 200, 200]);
});

test('refreshes that race with being disabled win nothing that lasts', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const holder = await addHolder(app);
  const { refresh_token } = holder;
  const refresh = () => app.post('/api/auth/refresh', { refresh_token });
  const early = [refresh(), refresh()];
  const disabling = admin.ask('PATCH', userPath(holder.user), { status: 'disabled' });
  const answers = await Promise.all([...early, refresh(), refresh()]);
  expect((await disabling).status).toBe(200);
  for (const answer of answers.filter(({ status }) => status === 200)) {
    const { access_token } = answer.body as Tokens;
    expect((await app.get('/api/auth/me', access_token)).status).toBe(401);
  }
  expect(await tried(app, holder)).toEqual(allDead);
});

test('an administrator who is gone changes nothing any more', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const other = await addAdmin(app, 'other@example.com');
  const user = await addPerson(app);
  await admin.ask('PATCH', userPath(other.user), { isAdmin: false });
  expect((await other.ask('DELETE', userPath(user))).status).toBe(401);
  await admin.ask('DELETE', userPath(other.user));
  expect((await other.ask('DELETE', userPath(user))).status).toBe(401);
});

test('an administrator who is deleted while changing a setting gets an error message', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  for (let round = 0; round < 10; round += 1) {
    const other = await addAdmin(app, `other${round}@example.com`);
    const [gone, changed] = await Promise.all([
      admin.ask('DELETE', userPath(other.user)),
      other.ask('PATCH', '/settings/registration', { mode: 'review' }),
    ]);
    expect(gone.status).toBe(200);
    expect(changed.status).toBeOneOf([200, 401]);
  }
});

test('an administrator who is demoted while making an account makes none', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const other = await addAdmin(app, 'other@example.com');
  const making = other.ask('POST', '/users', applicant({ isAdmin: true }));
  await admin.ask('PATCH', userPath(other.user), { isAdmin: false });
  expect((await making).status).toBe(401);
  expect((await login(app)).status).toBe(401);
});
