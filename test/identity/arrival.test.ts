// What signing in through a provider does to an account, and what it must never leave behind.
import { describe, expect, test } from 'bun:test';
import type { UserRow } from '../../src/features/users/service.ts';
import { addPerson, addSignedIn, changePerson, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { auditOf } from '../support/audit-lines.ts';
import { arrive, giveIdentity, profile } from './people-from-providers.ts';

const email = 'grace@example.com';
function rowOf(app: TestApp, user: Pick<UserRow, 'id'>) {
  return app.database.read
    .selectFrom('users')
    .selectAll()
    .where('id', '=', user.id)
    .executeTakeFirstOrThrow();
}

async function identitiesIn(app: TestApp): Promise<readonly string[]> {
  const rows = await app.database.read.selectFrom('identities').select('subject').execute();
  return rows.map((row) => row.subject).toSorted();
}

/** An account prepared by an attacker, with every credential that could stay valid. */
async function prepared(app: TestApp) {
  await addPerson(app, { email: 'admin@example.com', isAdmin: true });
  const squatter = await addSignedIn(app, { email, name: 'Squatter' });
  const elsewhere = { issuer: 'https://elsewhere.example.com', email: 'squatter@example.com' };
  await giveIdentity(app, squatter.user, { subject: 'squatter', ...elsewhere });
  const made = await app.post('/api/auth/api-token/regenerate', {}, squatter.access_token);
  const { apiToken } = made.body as { apiToken: string };
  return { ...squatter, apiToken };
}

describe('an unproven account, when the owner of its address signs in', () => {
  test('loses password, sessions, API token and other identities, and keeps its id and data', async () => {
    await using app = await createTestApp();
    const squatter = await prepared(app);
    expect(await arrive(app, profile())).toEqual({ user: email, notice: 'password_removed' });
    const row = await rowOf(app, squatter.user);
    expect(row).toMatchObject({ password_hash: null, name: 'Grace Hopper', token_version: 2 });
    expect(await identitiesIn(app)).toEqual(['grace-at-the-provider']);
    const { access_token, refresh_token, apiToken } = squatter;
    expect((await app.get('/api/auth/me', access_token)).status).toBe(401);
    expect((await app.get('/api/auth/me', apiToken)).status).toBe(401);
    expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(401);
    expect((await app.post('/api/auth/login', { email, password })).status).toBe(401);
  });

  test('the audit log says that it was secured', async () => {
    await using app = await createTestApp();
    await prepared(app);
    await arrive(app, profile());
    expect(await auditOf(app)).toContain(
      'identity.linked success {"provider":"oidc","secured":true}',
    );
  });

  test('a sign-in with the old password that is under way does not survive', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'admin@example.com', isAdmin: true });
    await addPerson(app, { email });
    const [login] = await Promise.all([
      app.post('/api/auth/login', { email, password }),
      arrive(app, profile()),
    ]);
    const { access_token: token } = login.body as { access_token?: string };
    const isAlive = token !== undefined && (await app.get('/api/auth/me', token)).status === 200;
    expect(isAlive).toBe(false);
  });

  test('a login code of another identity is revoked with it', async () => {
    await using app = await createTestApp();
    const squatter = await prepared(app);
    const { loginCodes } = app.services;
    const code = 'a login code of the squatter';
    const issuer = 'https://id.example.com';
    const told = { provider: 'oidc', issuer, subject: 'grace', sid: null } as const;
    const grant = { code, user: squatter.user, profile: told, redirect: null, notice: null };
    await app.database.write((trx) => loginCodes.issue(trx, grant));
    await arrive(app, profile());
    const answer = await app.post('/api/auth/oidc/exchange', { code });
    expect(answer.body).toMatchObject({ code: 'invalid_login_code' });
  });

  test('a pending one stays pending, without what was prepared', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email, status: 'pending' });
    expect(await arrive(app, profile())).toEqual({ refused: 'account_pending' });
    expect(await rowOf(app, user)).toMatchObject({ status: 'pending', password_hash: null });
    expect(await identitiesIn(app)).toEqual(['grace-at-the-provider']);
  });

  test('LINK_POLICY=keep leaves it the password', async () => {
    await using app = await createTestApp({ LINK_POLICY: 'keep' });
    const user = await addPerson(app, { email });
    expect(await arrive(app, profile())).toEqual({
      user: email,
      notice: null,
    });
    expect(await rowOf(app, user)).toMatchObject({ password_hash: user.password_hash });
  });
});

test('a proven account keeps its password and sessions when it is linked', async () => {
  await using app = await createTestApp();
  const grace = await addSignedIn(app, { email });
  await changePerson(app, grace.user, { is_proven: 1 });
  expect(await arrive(app, profile())).toEqual({ user: email, notice: null });
  expect((await app.get('/api/auth/me', grace.access_token)).body).toMatchObject({
    authIdentities: ['local', 'oidc'],
  });
});

test('who was linked once comes back without losing anything again', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email });
  await arrive(app, profile());
  await changePerson(app, user, { password_hash: 'x' });
  expect(await arrive(app, profile())).toEqual({ user: email, notice: null });
  expect(await rowOf(app, user)).toMatchObject({ password_hash: 'x', token_version: 2 });
});

describe('an account made by a sign-in', () => {
  test('has the name of the provider, no password and no vouched-for address', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'admin@example.com', isAdmin: true });
    expect(await arrive(app, profile())).toMatchObject({ user: email });
    const row = await app.database.read
      .selectFrom('users')
      .selectAll()
      .where('email_key', '=', email)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ name: 'Grace Hopper', password_hash: null, is_proven: 0 });
    expect(row).toMatchObject({ status: 'active', is_admin: 0 });
  });

  test('is called by the first part of its address when the provider tells no name', async () => {
    await using app = await createTestApp();
    await arrive(app, profile({ name: null }));
    const row = await app.database.read.selectFrom('users').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ name: 'grace', is_admin: 1, is_proven: 1 });
  });

  test('the first of many who come at once is the one administrator', async () => {
    await using app = await createTestApp();
    const people = Array.from({ length: 8 }, (_, index) =>
      profile({ subject: `s${index}`, email: `p${index}@example.com` }),
    );
    await Promise.all(people.map((each) => arrive(app, each)));
    const rows = await app.database.read.selectFrom('users').select('is_admin').execute();
    expect(rows.filter((row) => row.is_admin === 1)).toHaveLength(1);
    expect(rows).toHaveLength(8);
  });

  test('the same person in several tabs at once is one account', async () => {
    await using app = await createTestApp();
    await Promise.all(Array.from({ length: 8 }, () => arrive(app, profile())));
    expect(await app.database.read.selectFrom('users').select('id').execute()).toHaveLength(1);
    expect(await identitiesIn(app)).toEqual(['grace-at-the-provider']);
  });

  test('in review mode it waits, and says so again at the next try', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    await addPerson(app, { email: 'admin@example.com', isAdmin: true });
    expect(await arrive(app, profile())).toEqual({ refused: 'account_pending' });
    expect(await arrive(app, profile())).toEqual({ refused: 'account_pending' });
    expect(await identitiesIn(app)).toEqual(['grace-at-the-provider']);
    expect(await auditOf(app)).toEqual([
      'user.registered success {"provider":"oidc"}',
      'session.pending success {"provider":"oidc","reason":"account_pending"}',
      'session.pending success {"provider":"oidc","reason":"account_pending"}',
    ]);
  });
});

describe('a refusal', () => {
  test('changes nothing but the audit log, which tells why', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email });
    const before = await app.snapshot();
    expect(await arrive(app, profile({ emailVerified: false }))).toEqual({
      refused: 'account_exists',
    });
    expect(await app.snapshot()).toEqual(before);
    expect(await auditOf(app)).toEqual([
      'session.failed failure {"provider":"oidc","reason":"account_exists"}',
    ]);
  });
});

describe('the name', () => {
  test('follows the provider at each sign-in until its owner changes it here', async () => {
    await using app = await createTestApp();
    const grace = await addSignedIn(app, { email, name: 'Typed at registration' });
    await changePerson(app, grace.user, { is_proven: 1 });
    const name = async () => (await rowOf(app, grace.user)).name;
    await arrive(app, profile());
    expect(await name()).toBe('Grace Hopper');
    await arrive(app, profile({ name: 'Grace B. Hopper' }));
    expect(await name()).toBe('Grace B. Hopper');
    await arrive(app, profile({ name: null }));
    expect(await name()).toBe('Grace B. Hopper');
    const path = '/api/auth/profile';
    await app.send({
      method: 'PATCH',
      path,
      json: { name: 'Amazing' },
      bearer: grace.access_token,
    });
    await arrive(app, profile({ name: 'Grace Hopper' }));
    expect(await name()).toBe('Amazing');
  });

  test('is found by the administrator’s search after it changed', async () => {
    await using app = await createTestApp();
    const admin = await addSignedIn(app, { email: 'admin@example.com', isAdmin: true });
    await arrive(app, profile());
    await arrive(app, profile({ name: 'Amazing Grace' }));
    const found = await app.get('/api/admin/users?search=amazing', admin.access_token);
    expect(found.body).toMatchObject({ total: 1 });
  });
});
