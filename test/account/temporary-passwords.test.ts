// A password that was chosen for a person opens nothing until they have chosen another.
import { describe, expect, test } from 'bun:test';
import { AccountSecurity } from '../../src/features/federation/account-security/service.ts';
import { addAdmin, userPath } from '../admin/administrator.ts';
import { claimsOf } from '../support/access-token.ts';
import type { Answer } from '../support/answer-rules.ts';
import { addSignedIn, password, signedIn, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import {
  account,
  addRestricted,
  change,
  chosen,
  email,
  logIn,
  me,
  refresh,
  required,
  tokenIn,
} from './temporary.ts';

async function flagOf(app: TestApp): Promise<number | undefined> {
  const row = await app.database.read
    .selectFrom('users')
    .select('must_change_password')
    .where('email_key', '=', email)
    .executeTakeFirst();
  return row?.must_change_password;
}

describe('an administrator', () => {
  test.each([
    [{}, 0],
    [{ mustChange: null }, 0],
    [{ mustChange: false }, 0],
    [{ mustChange: true }, 1],
  ] as const)('who makes an account with %j', async (extra, flag) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const made = await admin.ask('POST', '/users', { ...account, ...extra });
    expect(made).toMatchObject({ status: 201, body: { mustChangePassword: flag === 1 } });
    expect(await flagOf(app)).toBe(flag);
    const { body } = await logIn(app);
    expect(body).toMatchObject({ user: { mustChangePassword: flag === 1 } });
    expect((await app.get('/api/auth/sessions', tokenIn({ body } as Answer))).status).toBe(
      flag === 1 ? 403 : 200,
    );
  });

  test.each([
    [{ mustChange: true }, 0, 1],
    [{ mustChange: true }, 1, 1],
    [{}, 1, 0],
    [{ mustChange: null }, 1, 0],
    [{ mustChange: false }, 0, 0],
  ] as const)('who resets a password with %j, from %p to %p', async (extra, before, after) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const { user } = await addSignedIn(app, { email, mustChangePassword: before === 1 });
    const path = userPath(user, '/reset-password');
    expect((await admin.ask('POST', path, { newPassword: chosen, ...extra })).status).toBe(200);
    expect(await flagOf(app)).toBe(after);
    const answer = await logIn(app, chosen);
    expect(answer.body).toMatchObject({ user: { mustChangePassword: after === 1 } });
    const list = await admin.ask('GET', '/users?search=grace');
    expect(list.body).toMatchObject({ users: [{ mustChangePassword: after === 1 }] });
  });

  test('learns the same from an API token that makes accounts', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const asked = { name: 'Script', scopes: ['admin:users'] };
    const made = await app.post('/api/auth/tokens', asked, admin.access_token);
    const { token } = made.body as { readonly token: string };
    const answer = await app.post('/api/admin/users', { ...account, mustChange: true }, token);
    expect(answer).toMatchObject({ status: 201, body: { mustChangePassword: true } });
  });

  test('who must choose a new password administers nothing', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addRestricted(app, true);
    for (const path of ['/api/admin/users', '/api/admin/stats', '/api/admin/audit']) {
      expect(await app.get(path, bearer)).toMatchObject(required);
    }
    expect(await app.post('/api/admin/users', account, bearer)).toMatchObject(required);
    const open = tokenIn(await change(app, bearer));
    expect((await app.get('/api/admin/users', open)).status).toBe(200);
  });
});

describe('choosing a new password', () => {
  test('opens everything to this session and ends the others', async () => {
    await using app = await createTestApp();
    const own = await addRestricted(app);
    const other = await startSession(app, own.user);
    const answer = await change(app, own.access_token);
    expect(answer.status).toBe(200);
    expect(await flagOf(app)).toBe(0);
    expect(await me(app, tokenIn(answer))).toMatchObject({ body: { mustChangePassword: false } });
    expect((await app.get('/api/auth/sessions', tokenIn(answer))).status).toBe(200);
    expect((await me(app, own.access_token)).status).toBe(401);
    expect((await refresh(app, other)).status).toBe(401);
  });

  test.each([
    ['the temporary one again', { newPassword: password }, 400, 'password_unchanged'],
    ['one that is too short', { newPassword: 'short' }, 400, 'validation_failed'],
    [
      'without the temporary one',
      { currentPassword: 'not it at all' },
      403,
      'wrong_current_password',
    ],
  ] as const)('with %s changes nothing', async (_, json, status, code) => {
    await using app = await createTestApp();
    const own = await addRestricted(app);
    const asked = { currentPassword: password, newPassword: chosen, ...json };
    const answer = await app.post('/api/auth/change-password', asked, own.access_token);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await flagOf(app)).toBe(1);
    expect(await app.get('/api/auth/sessions', own.access_token)).toMatchObject(required);
  });

  test('twice at once succeeds once, and leaves one password', async () => {
    await using app = await createTestApp();
    const own = await addRestricted(app);
    const wishes = ['first new password', 'second new password'];
    const answers = await Promise.all(wishes.map((wish) => change(app, own.access_token, wish)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      200, 401,
    ]);
    expect(await flagOf(app)).toBe(0);
    const statuses = await Promise.all(wishes.map((wish) => logIn(app, wish)));
    expect(statuses.map(({ status }) => status)).toEqual(answers.map(({ status }) => status));
  });

  test('that races with a reset leaves the temporary password of the reset', async () => {
    await using app = await createTestApp();
    const own = await addRestricted(app);
    const reset = { password: 'given once more', disconnects: false, mustChange: true };
    const [answer] = await Promise.all([
      change(app, own.access_token),
      app.services.passwordResets.reset(own.user.id, reset, null),
    ]);
    expect(answer.status).toBeOneOf([200, 401]);
    expect(await flagOf(app)).toBe(1);
    expect((await logIn(app, chosen)).status).toBe(401);
    expect(await logIn(app, 'given once more')).toMatchObject({
      body: { user: { mustChangePassword: true } },
    });
  });
});

describe('a person with a temporary password who signs in at a provider', () => {
  test.each(['oidc', 'github'] as const)('opens everything from %s', async (provider) => {
    await using app = await createTestApp();
    const own = await addRestricted(app);
    const session = await startSession(app, own.user, provider);
    expect(claimsOf(session.access_token)).toMatchObject({ aud: 'anchor' });
    expect(await me(app, session.access_token)).toMatchObject({
      body: { mustChangePassword: false },
    });
    expect((await app.get('/api/auth/sessions', session.access_token)).status).toBe(200);
    expect(claimsOf(signedIn(await refresh(app, session)).access_token)).toMatchObject({
      aud: 'anchor',
    });
    expect(await app.get('/api/auth/sessions', own.access_token)).toMatchObject(required);
  });

  test('has API tokens that wait until the new password is chosen', async () => {
    await using app = await createTestApp();
    const own = await addRestricted(app);
    const { access_token: bearer } = await startSession(app, own.user, 'oidc');
    const made = await app.post('/api/auth/tokens', { name: 'Backup', scopes: ['me'] }, bearer);
    const { token } = made.body as { readonly token: string };
    const { body } = await app.post('/api/auth/api-token/regenerate', undefined, bearer);
    const { apiToken } = body as { readonly apiToken: string };
    for (const each of [token, apiToken]) {
      expect(await me(app, each)).toMatchObject(required);
      expect(await app.get('/api/auth/sessions', each)).toMatchObject(required);
    }
    const uses = await app.database.read
      .selectFrom('named_tokens')
      .select('last_used_at')
      .execute();
    expect(uses).toEqual([{ last_used_at: null }]);
    await change(app, bearer);
    for (const each of [token, apiToken]) expect((await me(app, each)).status).toBe(200);
  });
});

test('an account whose password is removed has no temporary one any more', async () => {
  await using app = await createTestApp();
  const { user } = await addRestricted(app);
  const security = new AccountSecurity(app.services);
  await app.database.write((trx) => security.secure(trx, user));
  expect(await flagOf(app)).toBe(0);
});
