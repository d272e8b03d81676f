// A new password by a link: what it changes, what it ends, and that it does so once.
import { describe, expect, test } from 'bun:test';
import type { UserRow } from '../../src/features/users/service.ts';
import { rowOf, addAdmin, countOf, readAudit } from '../admin/administrator.ts';
import { addIdentity, addPerson, addSignedIn, changePerson, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { watchThreads } from '../support/threads.ts';
import {
  chosen,
  countLinks,
  ends,
  inspect,
  makeLink,
  resetBy,
  tokenOf,
  withProvider,
} from './links.ts';

const email = 'grace@example.com';
const login = (app: TestApp, secret: string) =>
  app.post('/api/auth/login', { email, password: secret });

test('a link sets the password, starts no session, and ends all that was open', async () => {
  await using app = await createTestApp({ LOG_LEVEL: 'debug' });
  const admin = await addAdmin(app);
  const own = await addSignedIn(app, { email });
  const made = await app.post('/api/auth/api-token/regenerate', undefined, own.access_token);
  const { apiToken } = made.body as { readonly apiToken: string };
  await makeLink(app, own.user, { kind: 'change_email', email: 'x@example.com' });
  await makeLink(app, own.user, { kind: 'verify_email' });
  const token = tokenOf(await makeLink(app, own.user));

  const answer = await resetBy(app, token);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ message: 'Password changed successfully' });

  expect(await countOf(app, 'api_tokens', own.user)).toBe(0);
  expect(await countLinks(app)).toBe(0);
  expect((await login(app, password)).status).toBe(401);
  for (const bearer of [own.access_token, apiToken]) {
    expect((await app.get('/api/auth/me', bearer)).status).toBe(401);
  }
  const { refresh_token } = own;
  expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(401);
  expect((await login(app, chosen)).status).toBe(200);

  const { entries } = await readAudit(app, admin, '?event=user.password_reset');
  expect(entries).toMatchObject([
    { actor: null, target: { email }, outcome: 'success', details: { how: 'handed_link' } },
  ]);
  const written = app.lines.join('\n') + JSON.stringify(await readAudit(app, admin));
  for (const text of [token, chosen, password, apiToken, refresh_token, '$2b$']) {
    expect(written).not.toContain(text);
  }
});

test('wrong passwords of before are forgiven', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email });
  const before = Date.now();
  await resetBy(app, tokenOf(await makeLink(app, user)));
  const { failures_forgiven_at: at } = (await rowOf(app, user)) ?? {};
  expect(at).toBeWithin(before, Date.now() + 1);
});

test('a temporary password gives way to the one that its person chose', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email, mustChangePassword: true });
  expect((await resetBy(app, tokenOf(await makeLink(app, user)))).status).toBe(200);
  const { body } = await login(app, chosen);
  expect(body).toMatchObject({ user: { mustChangePassword: false } });
});

test('an account without a password gets its first one', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email, password: null });
  await addIdentity(app, user, 'github');
  expect((await resetBy(app, tokenOf(await makeLink(app, user)))).status).toBe(200);
  expect((await login(app, chosen)).status).toBe(200);
  expect(await countOf(app, 'identities', user)).toBe(1);
});

test('a password that the person chose is no temporary one any more', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email });
  await changePerson(app, user, { must_change_password: 1 });
  await resetBy(app, tokenOf(await makeLink(app, user)));
  expect(await rowOf(app, user)).toMatchObject({ must_change_password: 0 });
});

test('a person who waits for approval still waits', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email, status: 'pending' });
  expect((await resetBy(app, tokenOf(await makeLink(app, user)))).status).toBe(200);
  expect((await login(app, chosen)).body).toMatchObject({ code: 'account_pending' });
});

describe('a password that the policy refuses', () => {
  const rows = [
    ['short', 'too_short'],
    ['x'.repeat(129), 'too_long'],
    ['', 'too_short'],
    ['lonely \ud800 half', 'not_unicode'],
  ] as const;
  test.each(rows)('%j is named as a field, and the link stays', async (newPassword) => {
    await using app = await createTestApp();
    const token = tokenOf(await makeLink(app, await addPerson(app, { email })));
    const before = await app.snapshot();
    const answer = await resetBy(app, token, newPassword);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', details: [{ field: 'newPassword' }] },
    });
    expect(await app.snapshot()).toEqual(before);
    expect((await resetBy(app, token)).status).toBe(200);
  });

  test('is told by the strict policy too', async () => {
    await using app = await createTestApp({ ENABLE_PASSWORD_VALIDATION: 'true' });
    const token = tokenOf(await makeLink(app, await addPerson(app, { email })));
    expect(await resetBy(app, token)).toMatchObject({ status: 400 });
    expect((await resetBy(app, token, 'Staple!Battery9')).status).toBe(200);
  });
});

describe('a link', () => {
  test.each(ends)('that %s sets no password', async (_, end) => {
    await using app = await createTestApp(withProvider);
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email });
    const token = tokenOf(await makeLink(app, user));
    await end({ app, admin, user, token });
    const before = await app.snapshot();
    const answer = await resetBy(app, token, 'another battery');
    expect(answer).toMatchObject({ status: 404, body: { code: 'link_invalid' } });
    expect(await app.snapshot()).toEqual(before);
  });

  test('of another kind sets no password, and stays', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email });
    for (const kind of ['verify_email', 'change_email'] as const) {
      const token = tokenOf(await makeLink(app, user, { kind }));
      expect((await resetBy(app, token)).body).toMatchObject({ code: 'link_invalid' });
      // Nor does the statement that uses links up, which every kind shares.
      const use = app.database.write((trx) =>
        app.services.oneTimeLinks.take(trx, token, 'reset_password'),
      );
      const refusal = await use.catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'link_invalid' });
      expect((await inspect(app, token)).status).toBe(200);
    }
  });

  test('ends when its person changes the password, and the one that confirms the address stays', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    const token = tokenOf(await makeLink(app, own.user));
    const change = tokenOf(
      await makeLink(app, own.user, { kind: 'change_email', email: 'x@y.example' }),
    );
    const confirm = tokenOf(await makeLink(app, own.user, { kind: 'verify_email' }));
    const body = { currentPassword: password, newPassword: chosen };
    const changed = await app.post('/api/auth/change-password', body, own.access_token);
    expect(changed.status).toBe(200);
    for (const dead of [token, change]) {
      expect((await inspect(app, dead)).body).toMatchObject({ code: 'link_invalid' });
    }
    expect((await inspect(app, confirm)).status).toBe(200);
  });

  const whileHashing: readonly (readonly [
    string,
    (scene: { app: TestApp; user: UserRow }) => Promise<unknown>,
  ])[] = [
    ['is disabled', ({ app, user }) => changePerson(app, user, { status: 'disabled' })],
    [
      'gets another address',
      ({ app, user }) => changePerson(app, user, { email: 'x@example.com' }),
    ],
    ['gets a newer link', ({ app, user }) => makeLink(app, user)],
  ];
  test.each(whileHashing)(
    'whose account %s while the new password is hashed sets none',
    async (_, happens) => {
      await using app = await createTestApp();
      const user = await addPerson(app, { email });
      const token = tokenOf(await makeLink(app, user));
      using threads = watchThreads('password-worker.ts');
      threads.hold();
      const reset = resetBy(app, token);
      await threads.holding();
      await happens({ app, user });
      threads.release();
      expect((await reset).body).toMatchObject({ code: 'link_invalid' });
      expect(await rowOf(app, user)).toMatchObject({ password_hash: user.password_hash });
    },
  );
});
