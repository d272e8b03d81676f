import { describe, expect, test } from 'bun:test';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import { addIdentity, addPerson, addSignedIn, password, setSetting } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import {
  addAdmin,
  asAdmin,
  countOf,
  unknownIds,
  readAudit,
  rowOf,
  userPath,
} from './administrator.ts';

const email = 'grace@example.com';
const chosen = 'staple battery horse';
const login = (app: TestApp, secret: string) =>
  app.post('/api/auth/login', { email, password: secret });
const shownIn = (answer: { readonly body: unknown }) =>
  (answer.body as { readonly newPassword: string }).newPassword;

describe('a reset to a password that', () => {
  const rows = [
    ['the administrator gives', { newPassword: chosen }],
    ['the server makes, as none is given,', {}],
    ['the server makes, as null is given,', { newPassword: null }],
  ] as const;
  test.each([...rows])('%s signs in, and no earlier credential does', async (_, json) => {
    await using app = await createTestApp({ LOG_LEVEL: 'debug' });
    const admin = await addAdmin(app);
    const own = await addSignedIn(app, { email });
    const made = await app.post('/api/auth/api-token/regenerate', undefined, own.access_token);
    const { apiToken } = made.body as { readonly apiToken: string };

    const answer = await admin.ask('POST', userPath(own.user, '/reset-password'), json);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const isGiven = 'newPassword' in json && json.newPassword !== null;
    expect(answer).toMatchObject({ status: 200, body: { message: 'Password reset successfully' } });
    expect('newPassword' in (answer.body as object)).toBe(!isGiven);
    const secret = isGiven ? chosen : shownIn(answer);

    expect((await login(app, password)).status).toBe(401);
    expect((await login(app, secret)).status).toBe(200);
    for (const bearer of [own.access_token, apiToken]) {
      expect((await app.get('/api/auth/me', bearer)).status).toBe(401);
    }
    const { refresh_token } = own;
    expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(401);
    expect(await countOf(app, 'api_tokens', own.user)).toBe(0);

    const written = app.lines.join('\n') + JSON.stringify(await readAudit(app, admin));
    for (const text of [secret, password, apiToken, own.access_token, refresh_token, '$2b$']) {
      expect(written).not.toContain(text);
    }
  });
});

test('generated passwords are unlike each other, long, and good enough for the strict policy', async () => {
  await using app = await createTestApp({ ENABLE_PASSWORD_VALIDATION: 'true' });
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email });
  const seen = new Set<string>();
  for (let round = 0; round < 2; round += 1) {
    const answer = await admin.ask('POST', userPath(user, '/reset-password'), {});
    const secret = shownIn(answer);
    // Of an alphabet of 56 letters, 23 drawn at random are more than 128 bits.
    expect(secret.replaceAll(/[^A-Za-z2-9]/g, '').length).toBeGreaterThanOrEqual(23);
    seen.add(secret);
    const given = await admin.ask('POST', userPath(user, '/reset-password'), {
      newPassword: secret,
    });
    expect(given.status).toBe(200);
  }
  expect(seen.size).toBe(2);
});

test('a reset sets a password where there was none, and does not enable a disabled account', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email, password: null, status: 'pending' });
  await admin.ask('POST', userPath(user, '/reset-password'), { newPassword: chosen });
  expect((await login(app, chosen)).body).toMatchObject({ code: 'account_pending' });
  await admin.ask('PATCH', userPath(user), { status: 'disabled' });
  await admin.ask('POST', userPath(user, '/reset-password'), { newPassword: `${chosen}!` });
  expect((await login(app, `${chosen}!`)).body).toMatchObject({ code: 'account_disabled' });
  expect(await rowOf(app, user)).toMatchObject({ is_proven: 0 });
});

test('refreshes that race with a reset get no lasting tokens', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { user, refresh_token } = await addSignedIn(app, { email });
  const reset = admin.ask('POST', userPath(user, '/reset-password'), {});
  let latest: Tokens | null = null;
  let token = refresh_token;
  for (;;) {
    const answer = await app.post('/api/auth/refresh', { refresh_token: token });
    if (answer.status !== 200) break;
    latest = answer.body as Tokens;
    token = latest.refresh_token;
  }
  expect((await reset).status).toBe(200);
  expect((await app.post('/api/auth/refresh', { refresh_token: token })).status).toBe(401);
  if (latest !== null)
    expect((await app.get('/api/auth/me', latest.access_token)).status).toBe(401);
});

describe('a reset', () => {
  const rows = [
    ['keeps the providers', {}, 2],
    ['keeps the providers when asked to', { disconnectProviders: false }, 2],
    ['keeps the providers for null', { disconnectProviders: null }, 2],
    ['disconnects the providers on request', { disconnectProviders: true }, 0],
  ] as const;
  test.each([...rows])('%s, and warns only then', async (_, json, left) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email });
    const other = await addPerson(app);
    for (const each of [user, other]) await addIdentity(app, each, 'oidc');
    await addIdentity(app, user, 'github');
    const answer = await admin.ask('POST', userPath(user, '/reset-password'), json);
    expect(answer.status).toBe(200);
    expect('warning' in (answer.body as object)).toBe(left === 0);
    expect(await countOf(app, 'identities', user)).toBe(left);
    expect(await countOf(app, 'identities', other)).toBe(1);
    expect((await app.snapshot())['unlinked_subjects']).toEqual([]);
    const { entries } = await readAudit(app, admin, '?event=user.password_reset');
    const details = left === 0 ? { disconnected: 2 } : null;
    expect(entries.map((entry) => entry.details)).toEqual([details]);
  });

  test('forgives the wrong passwords of before', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email });
    const before = Date.now();
    await admin.ask('POST', userPath(user, '/reset-password'), {});
    const { failures_forgiven_at: at } = (await rowOf(app, user)) ?? {};
    expect(at).toBeWithin(before, Date.now() + 1);
  });
});

const ofSomebody = asAdmin(async (app) => ({
  path: `/api/admin${userPath(await addPerson(app), '/reset-password')}`,
}));
const request = 'POST /api/admin/users/{id}/reset-password';

scenarios('a reset is refused', [
  ...(
    [
      ['short', 'newPassword must be at least 8 characters'],
      ['', 'newPassword must be at least 8 characters'],
      ['x'.repeat(129), 'newPassword must be at most 128 characters'],
      ['😀'.repeat(128) + '\ud800', 'newPassword must be at most 128 characters'],
      ['lonely \ud800 half', 'newPassword must be valid Unicode text'],
      [7, 'newPassword must be a string'],
    ] as const
  ).map(([newPassword, message]): Scenario => ({
    name: `to ${JSON.stringify(newPassword).slice(0, 20)}: ${message}`,
    request,
    arrange: ofSomebody,
    json: { newPassword },
    status: 400,
    code: 'validation_failed',
    message,
  })),
  {
    name: 'to a password that the strict policy does not accept',
    request,
    arrange: async (app) => {
      await setSetting(app, 'password.strict', 'true');
      return ofSomebody(app);
    },
    json: { newPassword: 'short' },
    status: 400,
    code: 'validation_failed',
    message:
      'newPassword must contain at least 12 characters, an upper-case letter, a digit, one of !@#$%^&*(),.?":{}|<>',
  },
  ...unknownIds.map((id): Scenario => ({
    name: `for ${id}, which is no user's id`,
    request: `POST /api/admin/users/${id}/reset-password`,
    arrange: asAdmin(),
    json: {},
    status: 404,
    code: 'user_not_found',
  })),
]);
