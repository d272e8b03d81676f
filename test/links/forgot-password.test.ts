import { describe, expect, test } from 'bun:test';
import { addIdentity, addPerson, changePerson, password, setSetting } from '../support/people.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { chosen, resetBy, tokenIn } from './links.ts';

const email = 'grace@example.com';
const sent = {
  message: 'If there is an account with this address, a message with a link is on its way.',
};

const forget = (app: TestApp, address: unknown = email) =>
  app.post('/api/auth/forgot-password', { email: address });

const login = (app: TestApp, text: string) =>
  app.post('/api/auth/login', { email, password: text });

/** Waits until no request for a link waits to be worked on; a mail may still be under way. */
async function settled(app: TestApp): Promise<void> {
  for (;;) {
    const waiting = await app.database.read
      .selectFrom('outbox')
      .select('id')
      .where('channel', '=', 'task')
      .execute();
    if (waiting.length === 0) return;
    await Bun.sleep(5);
  }
}

test('a person who forgot the password gets a link by mail, and chooses a new one', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  await addPerson(app, { email });
  const answer = await forget(app);
  expect([answer.status, answer.body]).toEqual([202, sent]);
  const letter = await mail.next();
  expect(letter.envelope.to).toEqual([email]);
  const token = tokenIn(letter);
  expect((await resetBy(app, token)).status).toBe(200);
  expect((await login(app, chosen)).status).toBe(200);
  expect((await login(app, password)).status).toBe(401);
  const [row] = await app.database.read.selectFrom('users').selectAll().execute();
  expect(row?.is_proven).toBe(1);
});

describe('the answer is the same', () => {
  const cases: readonly (readonly [string, (app: TestApp) => Promise<unknown>])[] = [
    ['without an account', () => Promise.resolve()],
    [
      'for a disabled account',
      async (app) => changePerson(app, await addPerson(app, { email }), { status: 'disabled' }),
    ],
  ];
  test.each(cases)('and nothing is mailed: %s', async (_, arrange) => {
    await using mail = await mailServer();
    await using app = await createTestApp(mail.env);
    await addPerson(app, { isAdmin: true });
    await arrange(app);
    const answer = await forget(app);
    expect([answer.status, answer.body]).toEqual([202, sent]);
    await settled(app);
    expect(await app.database.read.selectFrom('outbox').select('kind').execute()).toEqual([]);
    expect(mail.mails).toEqual([]);
  });

  test('before the account is looked for: the request only stores one row', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp(mail.env);
    await addPerson(app, { email });
    for (const address of [email, 'nobody@example.com']) {
      const before = await app.snapshot();
      const answer = await forget(app, address);
      expect([answer.status, answer.body]).toEqual([202, sent]);
      expect(before['one_time_links']).toEqual([]);
    }
    const [letter] = [await mail.next()];
    expect(letter.envelope.to).toEqual([email]);
  });
});

test('an account that signs in at a provider gets the name of the provider, and no link', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp({
    ...mail.env,
    GITHUB_CLIENT_ID: 'x',
    GITHUB_CLIENT_SECRET: 'y',
  });
  const user = await addPerson(app, { email, password: null });
  await addIdentity(app, user, 'github');
  await setSetting(app, 'provider.github.enabled', 'true');
  await forget(app);
  const letter = await mail.next();
  expect(letter.text).toContain('GitHub');
  expect(letter.text).not.toContain('/link#');
  expect(await app.database.read.selectFrom('one_time_links').selectAll().execute()).toEqual([]);
});

test('an account without any way to sign in gets a link', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  await addPerson(app, { email, password: null });
  await forget(app);
  const token = tokenIn(await mail.next());
  expect((await resetBy(app, token)).status).toBe(200);
  expect((await login(app, chosen)).status).toBe(200);
});

test('without mail the server says who makes links', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email });
  expect((await forget(app)).body).toMatchObject({ code: 'mail_not_configured' });
  expect((await forget(app)).status).toBe(503);
});

test('what is no address is refused', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  for (const address of ['', 'grace', 'a@b, c@d', 'grace@example.com\r\nBcc: x@example.com']) {
    const answer = await forget(app, address);
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'validation_failed' }]);
  }
});

test('one address gets three links in an hour, whatever its spelling and whether it has an account', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  await addPerson(app, { email });
  for (const address of [email, 'nobody@example.com']) {
    const statuses: number[] = [];
    for (const typed of [address, address.toUpperCase(), ` ${address}`, address]) {
      statuses.push((await forget(app, typed)).status);
    }
    expect(statuses).toEqual([202, 202, 202, 429]);
  }
});

test('one network asks ten times in an hour', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp({ ...mail.env, TRUSTED_PROXIES: '127.0.0.1' });
  app.listen();
  const ask = (ip: string, index: number) =>
    app.send({
      method: 'POST',
      path: '/api/auth/forgot-password',
      headers: { 'x-forwarded-for': ip },
      json: { email: `person${index}@example.com` },
    });
  for (let index = 0; index < 10; index++) {
    expect((await ask('203.0.113.7', index)).status).toBe(202);
  }
  expect((await ask('203.0.113.7', 10)).status).toBe(429);
  expect((await ask('203.0.113.8', 11)).status).toBe(202);
});

test('a newer link ends the older one, also while its mail waits', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  await addPerson(app, { email });
  await forget(app);
  const older = tokenIn(await mail.next());
  await forget(app);
  const newer = tokenIn(await mail.next());
  expect((await resetBy(app, older)).status).toBe(404);
  expect((await resetBy(app, newer)).status).toBe(200);
});

test('a request is worked on after a restart', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  await addPerson(app, { email });
  const payload = { email, ip: null, userAgent: null, requestId: '' };
  await app.database.write((trx) =>
    trx
      .selectFrom('outbox')
      .select('id')
      .execute()
      .then(() =>
        app.services.outbox.put(trx, {
          channel: 'task',
          kind: 'forgot_password',
          payload,
          expiresAt: Date.now() + 60_000,
        }),
      ),
  );
  await app.restart();
  expect((await mail.next()).envelope.to).toEqual([email]);
});
