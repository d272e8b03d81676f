// Links to a new password that administrators make.
import { describe, expect, test } from 'bun:test';
import { inspect, resetBy, tokenIn, tokenOf, withProvider } from '../links/links.ts';
import { addPerson, addSignedIn, changePerson, password, setSetting } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin, readAudit, rowOf, unknownIds, userPath } from './administrator.ts';

const email = 'grace@example.com';
const dayMs = 24 * 60 * 60 * 1000;
const linkIn = (answer: { readonly body: unknown }) =>
  answer.body as { readonly url: string; readonly expiresAt: string };

test('a link is shown once, works for a day, and changes nothing before it is used', async () => {
  await using app = await createTestApp({
    APP_URL: 'https://auth.example.com',
    LOG_LEVEL: 'debug',
  });
  const admin = await addAdmin(app);
  const own = await addSignedIn(app, { email });
  const before = Date.now();
  const answer = await admin.ask('POST', userPath(own.user, '/reset-link'), {});
  expect(answer.status).toBe(201);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { url, expiresAt, ...rest } = linkIn(answer);
  expect(rest).toEqual({});
  expect(url).toMatch(/^https:\/\/auth\.example\.com\/link#[\w-]{43}$/);
  expect(Date.parse(expiresAt)).toBeWithin(before + dayMs, Date.now() + dayMs + 1);

  expect((await app.get('/api/auth/me', own.access_token)).status).toBe(200);
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(200);
  expect((await inspect(app, tokenOf({ url }))).body).toMatchObject({
    kind: 'reset_password',
    expiresAt,
  });

  const { entries } = await readAudit(app, admin, '?event=user.reset_link_made');
  expect(entries).toMatchObject([
    { actor: { email: 'root@example.com' }, target: { email }, details: { sent: false } },
  ]);
  const written = app.lines.join('\n') + JSON.stringify(entries);
  expect(written).not.toContain(tokenOf({ url }));

  expect((await resetBy(app, tokenOf({ url }))).status).toBe(200);
  // The administrator knows the link too, so it proves nothing.
  expect(await rowOf(app, own.user)).toMatchObject({ is_proven: 0 });
});

test('a newer link takes the place of the one before', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email });
  const make = async () =>
    tokenOf(linkIn(await admin.ask('POST', userPath(user, '/reset-link'), { send: null })));
  const [first, second] = [await make(), await make()];
  expect((await resetBy(app, first)).status).toBe(404);
  expect((await resetBy(app, second)).status).toBe(200);
});

describe('a link ends when the administrator who made it', () => {
  test.each([
    ['is none any more', 'PATCH', { isAdmin: false }],
    ['is disabled', 'PATCH', { status: 'disabled' }],
    ['is deleted', 'DELETE', undefined],
  ] as const)('%s', async (_, method, json) => {
    await using app = await createTestApp();
    const root = await addAdmin(app);
    const maker = await addAdmin(app, 'maker@example.com');
    const user = await addPerson(app, { email });
    const token = tokenOf(linkIn(await maker.ask('POST', userPath(user, '/reset-link'), {})));
    expect((await inspect(app, token)).status).toBe(200);
    expect((await root.ask(method, userPath(maker.user), json)).status).toBe(200);
    expect((await inspect(app, token)).status).toBe(404);
    expect((await resetBy(app, token)).status).toBe(404);
    expect(await rowOf(app, user)).toMatchObject({ password_hash: user.password_hash });
  });
});

describe('the address of a link', () => {
  test('is APP_URL, whatever the request says', async () => {
    await using app = await createTestApp({
      APP_URL: 'https://auth.example.com',
      TRUSTED_PROXIES: '127.0.0.1',
    });
    const user = await addPerson(app, { email });
    const admin = await addAdmin(app, 'root@example.com', {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
      'x-original-url': 'https://evil.example/',
      origin: 'https://evil.example',
      referer: 'https://evil.example/',
    });
    const answer = await admin.ask('POST', userPath(user, '/reset-link'), {});
    expect(linkIn(answer).url).toStartWith('https://auth.example.com/link#');
  });
});

test('of a link for an account without a password an administrator needs no other way', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email, password: null });
  expect((await admin.ask('POST', userPath(user, '/reset-link'), {})).status).toBe(201);
});

describe('a link that is mailed', () => {
  test('is the one in the answer, names who made it, and proves no address', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp({ ...mail.env });
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email });
    await changePerson(app, user, { language: 'de' });
    const answer = await admin.ask('POST', userPath(user, '/reset-link'), { send: true });
    expect(answer.status).toBe(201);
    const letter = await mail.next();
    expect(letter.envelope.to).toEqual([email]);
    expect(tokenIn(letter)).toBe(tokenOf(linkIn(answer)));
    expect(letter.text).toContain('Margaret Hamilton');
    const { entries } = await readAudit(app, admin, '?event=user.reset_link_made');
    expect(entries).toMatchObject([{ details: { sent: true } }]);
    expect((await resetBy(app, tokenIn(letter))).status).toBe(200);
    expect(await rowOf(app, user)).toMatchObject({ is_proven: 0 });
  });
});

const request = 'POST /api/admin/users/{id}/reset-link';
const passwordsOff = { 'local.disabled': 'true' } as const;

const forPerson = (options: Parameters<typeof addPerson>[1], settings = {}) =>
  asAdmin(async (app) => {
    for (const [key, value] of Object.entries<string>(settings)) await setSetting(app, key, value);
    return { path: `/api/admin${userPath(await addPerson(app, options), '/reset-link')}` };
  });

scenarios('a link is refused', [
  {
    name: 'for the own account',
    request,
    arrange: async (app) => {
      const admin = await addAdmin(app);
      const path = `/api/admin${userPath(admin.user, '/reset-link')}`;
      return { path, bearer: admin.access_token };
    },
    json: {},
    status: 400,
    code: 'own_password_reset',
  },
  {
    name: 'for a disabled account',
    request,
    arrange: forPerson({ status: 'disabled' }),
    json: {},
    status: 403,
    code: 'account_disabled',
  },
  {
    name: 'for an account without a password while passwords are switched off',
    request,
    env: withProvider,
    arrange: forPerson({ password: null }, passwordsOff),
    json: {},
    status: 400,
    code: 'no_local_password',
    message: 'This account has no password here, and signing in with a password is disabled',
  },
  {
    name: 'while passwords are switched off',
    request,
    env: withProvider,
    arrange: forPerson({}, passwordsOff),
    json: {},
    status: 403,
    code: 'local_auth_disabled',
  },
  {
    name: 'when it is to be mailed and the server sends no mail',
    request,
    arrange: forPerson({}),
    json: { send: true },
    status: 503,
    code: 'mail_not_configured',
  },
  {
    name: 'when send is no yes or no',
    request,
    arrange: forPerson({}),
    json: { send: 'yes' },
    status: 400,
    code: 'validation_failed',
    message: 'send must be true or false',
  },
  ...unknownIds.map((id): Scenario => ({
    name: `for ${id}, which is no user's id`,
    request: `POST /api/admin/users/${id}/reset-link`,
    arrange: asAdmin(),
    json: {},
    status: 404,
    code: 'user_not_found',
  })),
]);
