import { expect, test } from 'bun:test';
import { claimsOf, jwtSecret } from '../support/access-token.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addIdentity, addSignedIn, changePerson, password } from '../support/people.ts';
import { auditOf } from '../support/audit-lines.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';
import { watchThreads } from '../support/threads.ts';

restoreClockAfterEach();

const request = 'POST /api/auth/reauthenticate';
const path = '/api/auth/reauthenticate';
const json = { password };

scenarios('confirming that it is oneself', [
  {
    name: 'gives a fresh access token of this session, and no refresh token',
    request,
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    json,
    status: 200,
    answer: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 900 },
  },
  {
    name: 'with a wrong password is refused, and written down with the reason',
    request,
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    json: { password: `${password}!` },
    status: 403,
    code: 'wrong_current_password',
    after: async (app) => {
      expect(await auditOf(app)).toEqual([
        'session.reauthentication_failed failure {"reason":"wrong_current_password"}',
      ]);
      expect(app.lines.filter((line) => line.includes('session.reauth'))).toHaveLength(1);
    },
  },
  {
    name: 'without a password of the account is refused, with what to do instead',
    request,
    arrange: async (app) => {
      const own = await addSignedIn(app, { password: null });
      await addIdentity(app, own.user, 'github');
      return { bearer: own.access_token };
    },
    json,
    status: 400,
    code: 'no_local_password',
    message: 'This account has no password here. Please sign in at your provider again.',
  },
  {
    name: 'is refused while passwords are switched off',
    request,
    env: {
      DISABLE_INTERNAL_AUTH: 'true',
      GITHUB_CLIENT_ID: 'our-client',
      GITHUB_CLIENT_SECRET: 'our-secret',
    },
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    json,
    status: 403,
    code: 'local_auth_disabled',
  },
  ...[{}, { password: null }, { password: 12345678 }, { password: '' }].map((given): Scenario => ({
    name: `with ${JSON.stringify(given)} is refused`,
    request,
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    json: given,
    status: 400,
    code: 'validation_failed',
    message: expect.stringContaining('password') as unknown as string,
  })),
]);

test('the session keeps the time: its next refresh says it too, another session does not', async () => {
  await using app = await createTestApp({ JWT_SECRET: jwtSecret });
  stopClock();
  const own = await addSignedIn(app);
  const other = await addSignedIn(app);
  const began = Math.floor(Date.now() / 1000);
  advance(14, 'm');
  const renewed = await app.post('/api/auth/refresh', { refresh_token: own.refresh_token });
  const tokens = renewed.body as { access_token: string; refresh_token: string };
  expect(claimsOf(tokens.access_token)).toMatchObject({ auth_time: began, iat: began + 14 * 60 });
  const answer = await app.post(path, json, tokens.access_token);
  const fresh = answer.body as { access_token: string };
  expect(claimsOf(fresh.access_token)).toMatchObject({ auth_time: began + 14 * 60 });
  expect(claimsOf(fresh.access_token)['sid']).toBe(claimsOf(own.access_token)['sid'] ?? '');
  advance(5, 'm');
  const later = await app.post('/api/auth/refresh', { refresh_token: tokens.refresh_token });
  expect(claimsOf((later.body as { access_token: string }).access_token)).toMatchObject({
    auth_time: began + 14 * 60,
  });
  const others = await app.post('/api/auth/refresh', { refresh_token: other.refresh_token });
  expect(claimsOf((others.body as { access_token: string }).access_token)).toMatchObject({
    auth_time: began,
  });
  expect(await auditOf(app)).toEqual(['session.reauthenticated success']);
});

test('a change of password confirms it as well', async () => {
  await using app = await createTestApp({ JWT_SECRET: jwtSecret });
  stopClock();
  const own = await addSignedIn(app);
  advance(12, 'm');
  const change = { currentPassword: password, newPassword: 'staple correct horse' };
  const changed = await app.post('/api/auth/change-password', change, own.access_token);
  const { access_token: token } = changed.body as { access_token: string };
  const now = Math.floor(Date.now() / 1000);
  expect(claimsOf(token)['auth_time']).toBe(now);
  advance(1, 'm');
  const renewed = await app.post('/api/auth/refresh', { refresh_token: own.refresh_token });
  expect(claimsOf((renewed.body as { access_token: string }).access_token)['auth_time']).toBe(now);
});

test('a password that is changed while it is being checked confirms nothing', async () => {
  await using app = await createTestApp();
  const own = await addSignedIn(app);
  using threads = watchThreads('password-worker.ts');
  threads.hold();
  const asked = app.post(path, json, own.access_token);
  await threads.holding();
  await changePerson(app, own.user, { password_hash: 'another' });
  threads.release();
  expect(await asked).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
});
