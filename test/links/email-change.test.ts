import { describe, expect, test } from 'bun:test';
import { addIdentity, addPerson, addSignedIn, password, startSession } from '../support/people.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { letterTo, makeLink, tokenIn, tokenOf } from './links.ts';

const old = 'grace@example.com';
const email = 'hopper@example.com';

const change = (app: TestApp, json: object, bearer?: string) =>
  app.post('/api/auth/change-email', json, bearer);
const confirm = (app: TestApp, json: object, bearer?: string) =>
  app.post('/api/auth/confirm-email', json, bearer);

async function addressOf(app: TestApp, bearer: string): Promise<unknown> {
  const { body } = await app.get('/api/auth/me', bearer);
  return Object(body).email;
}

test('the new address is confirmed by its link, and the old one is told twice', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  const { access_token: bearer } = await addSignedIn(app, { email: old });
  const asked = await change(app, { email, currentPassword: password }, bearer);
  expect([asked.status, asked.body]).toEqual([202, { message: 'Please confirm the new address.' }]);
  const letters = [await mail.next(), await mail.next()];
  const toOld = letterTo(letters, old);
  expect(toOld.text).toContain(email);
  expect(toOld.text).not.toContain('/link#');
  expect(await addressOf(app, bearer)).toBe(old);
  const token = tokenIn(letterTo(letters, email));
  expect((await confirm(app, { token }, bearer)).status).toBe(200);
  expect(await addressOf(app, bearer)).toBe(email);
  expect((await app.get('/api/auth/me', bearer)).body).toMatchObject({ emailVerified: true });
  expect((await mail.next()).envelope.to).toEqual([old]);
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(200);
  expect((await app.post('/api/auth/login', { email: old, password })).status).toBe(401);
});

test('the password confirms the new address on another device', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email: old });
  const token = tokenOf(await makeLink(app, user, { kind: 'change_email', email }));
  expect((await confirm(app, { token })).body).toMatchObject({ code: 'link_owner_required' });
  expect((await confirm(app, { token, password })).status).toBe(200);
  expect((await confirm(app, { token, password })).status).toBe(404);
});

describe('a change of address is refused', () => {
  test('without a recent sign-in', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp(mail.env);
    const { user } = await addSignedIn(app, { email: old });
    const { access_token: bearer } = await startSession(app, user, 'local', 11 * 60_000);
    const answer = await change(app, { email }, bearer);
    const code = 'reauthentication_required';
    expect([answer.status, answer.body]).toMatchObject([403, { code }]);
  });

  test('with a wrong password, whose tries are counted', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp(mail.env);
    const { access_token: bearer } = await addSignedIn(app, { email: old });
    const wrong = { email, currentPassword: 'wrong battery horse' };
    const answer = await change(app, wrong, bearer);
    expect([answer.status, answer.body]).toMatchObject([403, { code: 'wrong_current_password' }]);
    expect(await app.database.read.selectFrom('outbox').selectAll().execute()).toEqual([]);
    for (let count = 1; count < 10; count++) await change(app, wrong, bearer);
    expect((await change(app, wrong, bearer)).status).toBe(429);
  });

  test('the fourth time in an hour, because each one mails the old address too', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp(mail.env);
    const ada = await addSignedIn(app, { email: old });
    const bob = await addSignedIn(app);
    for (const name of ['one', 'two', 'three']) {
      const answer = await change(app, { email: `${name}@example.com` }, ada.access_token);
      expect(answer.status).toBe(202);
    }
    const answer = await change(app, { email }, ada.access_token);
    expect([answer.status, answer.body]).toMatchObject([429, { code: 'rate_limited' }]);
    expect((await change(app, { email }, bob.access_token)).status).toBe(202);
    expect((await app.post('/api/auth/forgot-password', { email: old })).status).toBe(202);
  });

  test('without mail', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app, { email: old });
    expect((await change(app, { email }, bearer)).body).toMatchObject({
      code: 'mail_not_configured',
    });
  });

  test('to what is no address', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp(mail.env);
    const { access_token: bearer } = await addSignedIn(app, { email: old });
    for (const typed of [
      'x',
      'a@example.com, b@example.com',
      'a@example.com\r\nBcc: b@example.com',
    ]) {
      expect((await change(app, { email: typed }, bearer)).status).toBe(400);
    }
  });
});

test('an address that another account has is told only to the reader of its mails', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp(mail.env);
  await addPerson(app, { email });
  const { access_token: bearer } = await addSignedIn(app, { email: old });
  const asked = await change(app, { email }, bearer);
  expect([asked.status, asked.body]).toEqual([202, { message: 'Please confirm the new address.' }]);
  const letters = [await mail.next(), await mail.next()];
  const token = tokenIn(letterTo(letters, email));
  const answer = await confirm(app, { token }, bearer);
  expect([answer.status, answer.body]).toMatchObject([409, { code: 'user_exists' }]);
  expect(await addressOf(app, bearer)).toBe(old);
});

test('of two people who take one address at the same time, one gets it', async () => {
  await using app = await createTestApp();
  const people = await Promise.all([1, 2].map(() => addPerson(app)));
  const tries = await Promise.all(
    people.map(async (user) => {
      const token = tokenOf(await makeLink(app, user, { kind: 'change_email', email }));
      const { access_token: bearer } = await startSession(app, user);
      return () => confirm(app, { token }, bearer);
    }),
  );
  const answers = await Promise.all(tries.map((attempt) => attempt()));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test('a new address follows no provider any more, and ends the links to the old one', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email: old });
  await addIdentity(app, user, 'github');
  await app.database.write((trx) =>
    trx.updateTable('identities').set({ email_follows: 1 }).execute(),
  );
  const reset = tokenOf(await makeLink(app, user));
  const token = tokenOf(await makeLink(app, user, { kind: 'change_email', email }));
  expect((await confirm(app, { token, password })).status).toBe(200);
  const rows = await app.database.read.selectFrom('identities').select('email_follows').execute();
  expect(rows).toEqual([{ email_follows: 0 }]);
  const answer = await app.post('/api/auth/links/inspect', { token: reset });
  expect(answer.status).toBe(404);
});
