import { describe, expect, test } from 'bun:test';
import { addAdmin } from '../admin/administrator.ts';
import { addPerson, addSignedIn, password, startSession } from '../support/people.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { makeLink, tokenIn, tokenOf } from './links.ts';

const email = 'grace@example.com';
const verify = (app: TestApp, json: unknown, bearer?: string) =>
  app.post('/api/auth/verify-email', json, bearer);

const login = (app: TestApp) => app.post('/api/auth/login', { email, password });

async function isConfirmed(app: TestApp, address = email): Promise<boolean> {
  const row = await app.database.read
    .selectFrom('users')
    .select('is_proven')
    .where('email', '=', address)
    .executeTakeFirstOrThrow();
  return row.is_proven === 1;
}

test('a person asks for a link and confirms the address with the session', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  const { access_token: bearer } = await addSignedIn(app, { email });
  const asked = await app.post('/api/auth/verification', undefined, bearer);
  expect([asked.status, asked.body]).toMatchObject([202, { message: expect.any(String) }]);
  const letter = await mail.next();
  expect(letter.envelope.to).toEqual([email]);
  const token = tokenIn(letter);
  expect((await verify(app, { token }, bearer)).status).toBe(200);
  expect(await isConfirmed(app)).toBe(true);
  const me = await app.get('/api/auth/me', bearer);
  expect(me.body).toMatchObject({ emailVerified: true });
  const again = await app.post('/api/auth/verification', undefined, bearer);
  expect([again.status, again.body]).toMatchObject([409, { code: 'email_verified' }]);
});

test('a registration is mailed a link, which the password confirms', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  await addPerson(app, { isAdmin: true });
  const json = { email, password, name: 'Grace' };
  expect((await app.post('/api/auth/register', json)).status).toBe(201);
  const token = tokenIn(await mail.next());
  expect(await isConfirmed(app)).toBe(false);
  expect((await verify(app, { token, password })).status).toBe(200);
  expect(await isConfirmed(app)).toBe(true);
  expect((await verify(app, { token, password })).status).toBe(404);
});

describe('a link to confirm an address is refused', () => {
  type Proof = { readonly json?: object; readonly bearer?: string };
  const proofs: readonly (readonly [string, number, string, (app: TestApp) => Promise<Proof>])[] = [
    ['without its owner', 403, 'link_owner_required', () => Promise.resolve({})],
    [
      'with the session of another person',
      403,
      'link_owner_required',
      async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    ],
    [
      'with a wrong password',
      403,
      'wrong_current_password',
      () => Promise.resolve({ json: { password: 'wrong battery horse' } }),
    ],
    ['with a broken token', 401, 'invalid_token', () => Promise.resolve({ bearer: 'x.y.z' })],
  ];
  test.each(proofs)('%s', async (_, status, code, proof) => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email });
    const token = tokenOf(await makeLink(app, user, { kind: 'verify_email', isMailed: true }));
    const { json = {}, bearer } = await proof(app);
    const answer = await verify(app, { token, ...json }, bearer);
    expect([answer.status, answer.body]).toMatchObject([status, { code }]);
    expect(await isConfirmed(app)).toBe(false);
    // It was not used up.
    expect((await verify(app, { token, password })).status).toBe(200);
  });

  test('with a session of its owner that began with a temporary password', async () => {
    await using app = await createTestApp();
    const owner = await addSignedIn(app, { email, mustChangePassword: true });
    const kind = { kind: 'verify_email', isMailed: true } as const;
    const token = tokenOf(await makeLink(app, owner.user, kind));
    const answer = await verify(app, { token }, owner.access_token);
    const refused = [403, { code: 'password_change_required' }];
    expect([answer.status, answer.body]).toMatchObject(refused);
    expect(await isConfirmed(app)).toBe(false);
  });

  test('of another kind', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app, { email });
    const token = tokenOf(await makeLink(app, user));
    expect((await verify(app, { token, password })).body).toMatchObject({ code: 'link_invalid' });
  });
});

test('wrong passwords beside a link count as those of a sign-in', async () => {
  await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
  const user = await addPerson(app, { email });
  const token = tokenOf(await makeLink(app, user, { kind: 'verify_email', isMailed: true }));
  app.listen();
  const from = (ip: string, path: string, json: object) =>
    app.send({ method: 'POST', path, json, headers: { 'x-forwarded-for': ip } });
  for (let count = 0; count < 10; count++) {
    const json = { email, password: 'wrong battery horse' };
    expect((await from('203.0.113.7', '/api/auth/login', json)).status).toBe(401);
  }
  const path = '/api/auth/verify-email';
  expect((await from('203.0.113.7', path, { token, password })).status).toBe(429);
  expect((await from('203.0.113.8', path, { token, password })).status).toBe(200);
});

test('of fifty people who show one link at the same time, one confirms the address', async () => {
  await using app = await createTestApp({ RATE_LIMIT: 'off' });
  const user = await addPerson(app, { email });
  const { access_token: bearer } = await startSession(app, user);
  const token = tokenOf(await makeLink(app, user, { kind: 'verify_email', isMailed: true }));
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => verify(app, { token }, bearer)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(49);
});

describe('with REQUIRE_VERIFIED_EMAIL', () => {
  const env = { REQUIRE_VERIFIED_EMAIL: 'true' };

  test('a registration gets a link in place of a session, and signs in with the confirmed address', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp({ ...mail.env, ...env });
    await addPerson(app, { isAdmin: true });
    const json = { email, password, name: 'Grace' };
    const answer = await app.post('/api/auth/register', json);
    expect([answer.status, Object.keys(Object(answer.body))]).toEqual([201, ['user', 'message']]);
    const refused = await login(app);
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'email_not_verified' }]);
    // The link of the registration is younger than five minutes.
    const token = tokenIn(await mail.next());
    expect((await verify(app, { token, password })).status).toBe(200);
    expect((await login(app)).status).toBe(200);
    expect(mail.mails.filter(({ envelope }) => envelope.to.includes(email))).toHaveLength(1);
  });

  test('a refused sign-in sends another link every five minutes', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp({ ...mail.env, ...env });
    await addPerson(app, { email });
    expect((await login(app)).status).toBe(403);
    await mail.next();
    expect((await login(app)).status).toBe(403);
    await app.database.write((trx) =>
      trx
        .updateTable('one_time_links')
        .set({ created_at: Date.now() - 5 * 60_000 })
        .execute(),
    );
    expect((await login(app)).status).toBe(403);
    const token = tokenIn(await mail.next());
    expect((await verify(app, { token, password })).status).toBe(200);
    expect(mail.mails).toHaveLength(2);
  });

  test('a wrong password is told nothing of the address', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp({ ...mail.env, ...env });
    await addPerson(app, { email });
    const answer = await app.post('/api/auth/login', { email, password: 'wrong battery horse' });
    expect([answer.status, answer.body]).toMatchObject([401, { code: 'invalid_credentials' }]);
    expect(await app.database.read.selectFrom('outbox').selectAll().execute()).toEqual([]);
  });

  test('the panel cannot take the mail away', async () => {
    await using mail = await mailServer();
    const { SMTP_HOST: host, SMTP_PORT: port, SMTP_FROM: from } = mail.env;
    const variables: Record<string, string> = {};
    await using app = await createTestApp(variables);
    const admin = await addAdmin(app);
    const settings = { host, port: Number(port), tls: 'none', from };
    expect((await admin.ask('PATCH', '/settings/mail', settings)).status).toBe(200);
    Object.assign(variables, env);
    await app.restart();
    const answer = await admin.ask('PATCH', '/settings/mail', { host: '' });
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'mail_required' }]);
  });

  test('a server without mail does not start', async () => {
    expect(createTestApp(env)).rejects.toThrow('REQUIRE_VERIFIED_EMAIL');
  });
});
