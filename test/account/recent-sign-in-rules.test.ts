// When a sign-in counts as recent, and what the refusal tells.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { forge, jwtSecret } from '../support/access-token.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { documentation } from '../support/documentation.ts';
import { addIdentity, addSignedIn, password, startSession } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const github = { GITHUB_CLIENT_ID: 'our-client', GITHUB_CLIENT_SECRET: 'our-secret' };
const env: Env = { JWT_SECRET: jwtSecret, ...github };

const link = '/api/auth/link/github';

async function methodsOf(app: TestApp, bearer: string): Promise<unknown> {
  return ((await app.get(link, bearer)).body as { methods?: unknown }).methods;
}

describe('the refusal names', () => {
  const google = { GOOGLE_CLIENT_ID: 'our-client', GOOGLE_CLIENT_SECRET: 'our-secret' };
  const rows = [
    ['the password and the providers of the account', {}, password, ['password', 'google']],
    ['providers alone for an account without a password', {}, null, ['google']],
    [
      'no password while passwords are switched off',
      { DISABLE_INTERNAL_AUTH: 'true' },
      password,
      ['google'],
    ],
  ] as const;
  test.each([...rows])('%s', async (_, more, own, methods) => {
    await using app = await createTestApp({ ...env, ...google, ...more });
    stopClock();
    const person = await addSignedIn(app, { password: own });
    await addIdentity(app, person.user, 'google');
    await addIdentity(app, person.user, 'oidc');
    advance(11, 'm');
    expect(await methodsOf(app, person.access_token)).toEqual(methods);
  });
});

test('the time is that of the token, and for a token of before the upgrade the beginning of its session', async () => {
  await using app = await createTestApp(env);
  stopClock();
  const own = await addSignedIn(app);
  advance(11, 'm');
  const old = forge(own.access_token, { claims: { auth_time: undefined, nbf: undefined } });
  expect((await app.get(link, old)).status).toBe(403);
  const young = await startSession(app, own.user);
  const ofBefore = forge(young.access_token, { claims: { auth_time: undefined, nbf: undefined } });
  expect((await app.get(link, ofBefore)).status).toBe(200);
});

test('a clock that was set back makes no sign-in recent', async () => {
  await using app = await createTestApp(env);
  stopClock();
  const own = await addSignedIn(app);
  advance(-1, 'h');
  const renewed = await app.post('/api/auth/refresh', { refresh_token: own.refresh_token });
  const { access_token: bearer } = renewed.body as { access_token: string };
  expect((await app.get(link, bearer)).status).toBe(403);
});

test('a link that was begun in time is finished later', async () => {
  await using app = await createTestApp(env);
  stopClock();
  const own = await addSignedIn(app);
  const begun = await app.get(link, own.access_token);
  expect(begun.status).toBe(200);
  const { state } = begun.body as { state: string };
  advance(9, 'm');
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  const path = `/api/auth/oauth/github/callback?state=${state}&error=access_denied`;
  const back = await app.send({ path, headers: { cookie } });
  expect(back.headers.get('location')).toContain('error_code=sign_in_denied');
});

test('an administrator changes the own password in the account, not by a reset', async () => {
  await using app = await createTestApp(env);
  const own = await addSignedIn(app, { isAdmin: true });
  const path = `/api/admin/users/${formatId(own.user.id)}/reset-password`;
  const before = await app.snapshot();
  for (const json of [{}, { newPassword: 'staple correct horse' }]) {
    expect(await app.post(path, json, own.access_token)).toMatchObject({
      status: 400,
      body: { code: 'own_password_reset' },
    });
  }
  expect(await app.snapshot()).toEqual(before);
});

test('the document marks the operations that always ask for a recent sign-in', async () => {
  const { paths } = await documentation();
  const marked = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => 'x-recent' in operation)
      .map(([method]) => `${method} ${path}`),
  );
  expect(marked.toSorted()).toEqual([
    'delete /api/auth/identities/{provider}',
    'get /api/auth/link/{provider}',
    'patch /api/admin/settings/mail',
    'patch /api/admin/settings/oidc',
    'patch /api/admin/settings/oidc/options',
    'patch /api/admin/settings/providers/{provider}',
    'post /api/admin/link-requests/{id}/grant',
    'post /api/admin/provider-move',
    'post /api/admin/provider-move/undo',
    'post /api/auth/change-email',
    'post /api/auth/tokens',
  ]);
});
