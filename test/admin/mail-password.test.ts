// The password at the mail server: where it may be sent, and that it is never shown.
import { describe, expect, test } from 'bun:test';
import { putAnotherKey } from '../support/another-key.ts';
import { Authority } from '../support/smtp/certificates.ts';
import { mailServer } from '../support/smtp/server.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, readAudit } from './administrator.ts';

const path = '/settings/mail';
const password = 'p4ss-word-of-smtp';
const account = { user: 'auth@example.com', password };
const complete = {
  host: 'smtp.example.com',
  from: 'Anchor <auth@example.com>',
  user: account.user,
  password,
};

const has = (value: boolean) => ({ hasPassword: { value } });

describe('a stored password', () => {
  test('is never shown again, nor recorded', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const changed = await admin.ask('PATCH', path, complete);
    expect(changed.body).toMatchObject({ isConfigured: true, ...has(true) });
    const shown = await admin.ask('GET', path);
    const { entries } = await readAudit(app, admin, '?event=setting.changed');
    expect(entries[0]?.details).toEqual({
      setting: 'mail',
      fields: 'host,user,password,from',
      host: 'smtp.example.com',
      user: account.user,
      from: 'Anchor <auth@example.com>',
    });
    const everything = JSON.stringify([changed.body, shown.body, entries, app.lines]);
    expect(everything).not.toContain(password);
    const rows = await app.database.read.selectFrom('settings').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(password);
  });

  test.each<[what: string, change: Readonly<Record<string, unknown>>]>([
    ['nothing', {}],
    ['an empty field', { password: null }],
    ['the port', { port: 2525 }],
    ['the sender', { from: 'b@example.com' }],
    ['the host, to the same', { host: 'SMTP.example.com' }],
    ['the encryption, to another one', { tls: 'implicit', port: 465 }],
  ])('is kept when the request changes %s', async (_, change) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, complete);
    expect((await admin.ask('PATCH', path, change)).body).toMatchObject(has(true));
  });

  test.each<[what: string, change: Readonly<Record<string, unknown>>]>([
    ['another host', { host: 'smtp.evil.example' }],
    ['no host', { host: '' }],
    ['another user name', { user: 'root' }],
    ['no user name', { user: '' }],
    ['no encryption', { tls: 'none' }],
    ['no password', { clearPassword: true }],
    ['an empty password', { password: '' }],
  ])('is forgotten with %s', async (_, change) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, complete);
    expect((await admin.ask('PATCH', path, change)).body).toMatchObject(has(false));
    // Coming back does not bring it back.
    const { password: _password, ...others } = complete;
    const back = { ...others, tls: 'starttls' };
    expect((await admin.ask('PATCH', path, back)).body).toMatchObject(has(false));
  });

  test('is taken with another host when the request brings it', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, complete);
    const change = { host: 'mail.example.org', password: 'another' };
    expect((await admin.ask('PATCH', path, change)).body).toMatchObject(has(true));
  });

  test('never reaches a server of which an administrator has only the name', async () => {
    await using mine = await mailServer({ account });
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, complete);
    const change = { host: '127.0.0.1', port: mine.port, tls: 'none' };
    await admin.ask('PATCH', path, change);
    const { status } = await admin.ask('POST', `${path}/test`, { to: 'ada@example.com' });
    expect(status).toBe(409);
    expect(mine.steps).toEqual([]);
  });

  test('that cannot be decrypted any more is said to be so, and no mail is sent', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, complete);
    await putAnotherKey(app);
    await app.restart();
    const again = await addAdmin(app, 'grace@example.com');
    expect((await again.ask('GET', path)).body).toMatchObject({
      isConfigured: false,
      passwordUnreadable: true,
      problems: ['password_missing'],
      ...has(false),
    });
    expect((await again.ask('PATCH', path, { password })).body).toMatchObject({
      isConfigured: true,
      passwordUnreadable: false,
    });
  });
});

describe('a password of the environment', () => {
  const env = { SMTP_PASSWORD: password };

  test.each([
    ['host', 'smtp.evil.example'],
    ['port', 2525],
    ['tls', 'none'],
    ['user', 'root'],
    ['password', 'another'],
  ])('locks %s, so that it is not sent elsewhere', async (name, value) => {
    await using app = await createTestApp({ ...env, SMTP_HOST: 'smtp.example.com' });
    const admin = await addAdmin(app);
    const refused = await admin.ask('PATCH', path, { [name]: value });
    const variable = name === 'host' ? 'SMTP_HOST' : 'SMTP_PASSWORD';
    expect(refused).toMatchObject({ status: 403, body: { params: { variable } } });
    const { body } = await admin.ask('GET', path);
    const shown = name === 'password' ? 'hasPassword' : name;
    expect(body).toMatchObject({ [shown]: { source: 'env', isLocked: true, variable } });
  });

  test('does not follow a host that was stored before', async () => {
    const changing: Record<string, string> = {};
    await using app = await createTestApp(changing);
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, { host: 'smtp.evil.example', user: 'root' });
    Object.assign(changing, env);
    await app.restart();
    expect((await admin.ask('GET', path)).body).toMatchObject({
      host: { value: '', isLocked: true, variable: 'SMTP_PASSWORD' },
      user: { value: '', isLocked: true },
      isConfigured: false,
      problems: ['host_missing', 'user_missing'],
    });
  });

  test('is used, and leaves the sender to the panel', async () => {
    const authority = new Authority();
    const certificate = authority.issue({ names: ['127.0.0.1'] });
    await using mail = await mailServer({ account, certificate });
    const { SMTP_FROM: _, ...server } = mail.env;
    await using app = await createTestApp({ ...server, ...env, SMTP_USER: account.user });
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, { from: 'auth@example.com' });
    const sent = await admin.ask('POST', `${path}/test`, { to: 'ada@example.com' });
    expect(sent.body).toMatchObject({ ok: true });
    expect(mail.steps).toContain(`auth ${account.user}`);
  });
});
