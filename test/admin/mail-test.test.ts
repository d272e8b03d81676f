// A test mail: what is sent, and what is told of it.
import { describe, expect, test } from 'bun:test';
import { rawServer } from '../support/outbound-servers.ts';
import { scriptedServer } from '../support/smtp/scripted-server.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, readAudit } from './administrator.ts';

const path = '/settings/mail/test';
const to = 'ada@example.org';

test('a test mail arrives, and the audit log records it', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp({
    ...mail.env,
    APP_URL: 'https://auth.example.com',
    BRAND_NAME: 'Müller & Söhne',
  });
  const admin = await addAdmin(app);
  const params = { host: '127.0.0.1', port: mail.port };
  expect(await admin.ask('POST', path, { to: ` ${to} ` })).toMatchObject({
    status: 200,
    body: {
      ok: true,
      code: 'delivered',
      params,
      status: null,
      message: '127.0.0.1 took the mail.',
    },
  });
  const received = await mail.next();
  expect(received.envelope).toEqual({ from: 'auth@example.com', to: [to] });
  expect(received.subject).toContain('Müller & Söhne');
  expect(received.text).toContain(to);
  expect(received.html).toContain('Müller &amp; Söhne');
  expect(received.header('message-id')).toMatch(/^<[0-9a-f-]{36}@auth\.example\.com>$/);
  expect(mail.names).toEqual(['auth.example.com']);
  const { entries } = await readAudit(app, admin, '?event=mail.tested');
  expect(entries).toMatchObject([
    {
      actor: { email: 'root@example.com' },
      details: { host: '127.0.0.1', port: String(mail.port), to, ok: true, code: 'delivered' },
    },
  ]);
});

test('a test mail is in the language of the administrator', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp({ ...mail.env, DEFAULT_LANGUAGE: 'fr' });
  const admin = await addAdmin(app);
  await admin.ask('POST', path, { to });
  const bearer = admin.access_token;
  await app.send({ method: 'PATCH', path: '/api/auth/profile', bearer, json: { language: 'de' } });
  await admin.ask('POST', path, { to });
  expect((await mail.next()).text).toContain('Un administrateur');
  expect((await mail.next()).text).toMatch(/Testnachricht|Test/);
});

test.each([
  ['http://localhost:3000', '[127.0.0.1]'],
  ['http://192.0.2.7:3000', '[127.0.0.1]'],
  ['https://Auth.Example.com', 'auth.example.com'],
])('at %p the server introduces itself as %p', async (APP_URL, name) => {
  await using mail = await mailServer();
  await using app = await createTestApp({ ...mail.env, APP_URL });
  await (await addAdmin(app)).ask('POST', path, { to });
  expect(mail.names).toEqual([name]);
});

test('SMTP_EHLO is the name by which the server introduces itself', async () => {
  await using mail = await mailServer();
  await using app = await createTestApp({ ...mail.env, SMTP_EHLO: 'relay.example.com' });
  await (await addAdmin(app)).ask('POST', path, { to });
  expect(mail.names).toEqual(['relay.example.com']);
});

test('without settings nothing can be tested', async () => {
  await using app = await createTestApp({ SMTP_HOST: '127.0.0.1' });
  const admin = await addAdmin(app);
  expect(await admin.ask('POST', path, { to })).toMatchObject({
    status: 409,
    body: { code: 'mail_settings_missing' },
  });
  expect((await readAudit(app, admin, '?event=mail.tested')).total).toBe(0);
});

test.each(['', 'ada', 'a@example.org, b@example.org', 'a@example.org\r\nBcc: b@example.org'])(
  'no mail is sent to %p',
  async (address) => {
    await using mail = await mailServer();
    await using app = await createTestApp(mail.env);
    expect(await (await addAdmin(app)).ask('POST', path, { to: address })).toMatchObject({
      status: 400,
      body: { details: [{ field: 'to', code: 'not_email' }] },
    });
    expect(mail.steps).toEqual([]);
  },
);

test('one administrator tests ten times a minute, and another is not held up by it', async () => {
  await using mail = await scriptedServer({ greeting: '554 no' });
  await using app = await createTestApp({
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(mail.port),
    SMTP_TLS: 'none',
    SMTP_FROM: 'auth@example.com',
  });
  const admin = await addAdmin(app);
  const statuses: number[] = [];
  for (let times = 0; times < 11; times += 1) {
    statuses.push((await admin.ask('POST', path, { to })).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  const other = await addAdmin(app, 'grace@example.com');
  expect((await other.ask('POST', path, { to })).status).toBe(200);
  expect(mail.connections()).toBe(11);
});

describe('what a server says is not told', () => {
  const banner = 'internal-service-9.4.1 at db.internal with password hunter2';

  test.each<[what: string, script: Parameters<typeof scriptedServer>[0]]>([
    ['in its greeting', { greeting: `554 5.7.1 ${banner}` }],
    ['in place of a greeting', { greeting: banner }],
    ['at its introduction', { EHLO: `250-${banner}\r\n250 SIZE`, MAIL: `550 ${banner}` }],
    ['about the recipient', { RCPT: `550 5.1.1 ${banner}` }],
    ['about the mail', { '.': `554 5.7.1 ${banner}` }],
    ['in odd codes', { RCPT: `550 5.1.1hunter2 ${banner}` }],
  ])('%s', async (_, script) => {
    await using mail = await scriptedServer(script);
    await using app = await createTestApp({
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(mail.port),
      SMTP_TLS: 'none',
      SMTP_FROM: 'auth@example.com',
    });
    const admin = await addAdmin(app);
    const answer = await admin.ask('POST', path, { to });
    expect(answer).toMatchObject({ status: 200, body: { ok: false } });
    const { entries } = await readAudit(app, admin, '?event=mail.tested');
    expect(JSON.stringify([answer.body, entries, app.lines])).not.toMatch(
      /internal|hunter2|9\.4\.1/,
    );
  });
});

test('a server that closes ends a delivery, and leaves no connection open', async () => {
  await using mail = await rawServer(() => undefined);
  const app = await createTestApp({
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(mail.port),
    SMTP_TLS: 'none',
    SMTP_FROM: 'auth@example.com',
  });
  const message = {
    to: { address: to, name: null },
    subject: 'Hello',
    text: 'Hello',
    html: '<p>Hello</p>',
    messageId: '<1@auth.example.com>',
    date: Date.now(),
  };
  const running = app.services.mailDelivery.deliver(message);
  while (mail.connections() === 0) await Bun.sleep(2);
  await app[Symbol.asyncDispose]();
  expect(await running).toMatchObject({ outcome: 'try_again', code: 'too_slow' });
  await mail.closed();
});
