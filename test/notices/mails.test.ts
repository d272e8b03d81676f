// Who gets a notice, what it says, and when it is not sent.
import { describe, expect, test } from 'bun:test';
import { addAdmin, userPath } from '../admin/administrator.ts';
import { makeLink, tokenOf } from '../links/links.ts';
import { makeToken, tokensPath } from '../support/api-tokens.ts';
import { addPerson, addSignedIn, changePerson } from '../support/people.ts';
import { mailServer } from '../support/smtp/server.ts';
import { noticeLines, storedNotices, withMail } from '../support/stored-mails.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const email = 'grace@example.com';
const newPassword = 'staple correct horse';
const regenerate = '/api/auth/api-token/regenerate';

const waiting = (app: TestApp) => addPerson(app, { email, status: 'pending' });

describe('a mail', () => {
  test('is in the language of the person, and knows the name', async () => {
    await using app = await createTestApp(withMail);
    const admin = await addAdmin(app);
    const user = await waiting(app);
    await changePerson(app, user, { language: 'fr' });
    await admin.ask('POST', userPath(user, '/reject'));
    const to = { email, name: 'Ada Lovelace', language: 'fr' } as const;
    expect(await storedNotices(app)).toEqual([{ to, letter: { kind: 'rejected' } }]);
  });

  test('arrives as it was written', async () => {
    await using mail = await mailServer();
    await using app = await createTestApp({ ...mail.env, BRAND_NAME: 'Club' });
    const admin = await addAdmin(app);
    const user = await waiting(app);
    await changePerson(app, user, { language: 'de' });
    await admin.ask('POST', userPath(user, '/approve'));
    const received = await mail.next();
    expect(received.envelope.to).toEqual([email]);
    expect(received.subject).toBe('Dein Konto bei Club ist freigeschaltet');
    expect(received.text).toStartWith('Hallo Ada Lovelace,\n');
    expect(received.link('http')).toBe('http://localhost:3000/login');
  });

  test('about a reset names the administrator, but not where they were', async () => {
    await using app = await createTestApp(withMail);
    const admin = await addAdmin(app, 'root@example.com', { 'user-agent': 'secret browser' });
    const user = await addPerson(app, { email });
    await admin.ask('POST', userPath(user, '/reset-password'), {});
    const [mail] = await storedNotices(app);
    const place = { userAgent: null, ip: null };
    expect(mail?.letter).toMatchObject({ detail: 'Margaret Hamilton', account: email, ...place });
  });

  test('about a reset by a link says where the link was used', async () => {
    await using app = await createTestApp(withMail);
    const user = await addPerson(app, { email });
    const token = tokenOf(await makeLink(app, user));
    await app.send({
      method: 'POST',
      path: '/api/auth/reset-password',
      json: { token, newPassword },
      headers: { 'user-agent': 'curl/8.5.0' },
    });
    const [mail] = await storedNotices(app);
    const facts = { event: 'password_reset', detail: null, userAgent: 'curl/8.5.0' };
    expect(mail?.letter).toMatchObject(facts);
  });

  test('about an own act says with what it was done', async () => {
    await using app = await createTestApp(withMail);
    const { access_token: bearer } = await addSignedIn(app, { email });
    const json = { name: 'Nightly backup', scopes: ['me'] };
    await app.send({
      method: 'POST',
      path: tokensPath,
      json,
      bearer,
      headers: { 'user-agent': 'curl/8.5.0' },
    });
    const [mail] = await storedNotices(app);
    expect(mail?.letter).toMatchObject({ detail: 'Nightly backup', userAgent: 'curl/8.5.0' });
  });

  test('is not stored when the change is refused', async () => {
    await using app = await createTestApp(withMail);
    const { access_token: bearer, user } = await addSignedIn(app, { email });
    const making = app.database.write(async (trx) => {
      await app.services.audit.record(trx, {
        event: 'password.changed',
        outcome: 'success',
        actor: user,
        target: user,
        origin: null,
      });
      throw new Error('refused');
    });
    expect(await making.catch((error: unknown) => String(error))).toContain('refused');
    await makeToken(app, bearer, { name: 'twice' });
    await app.post(tokensPath, { name: 'twice', scopes: ['me'] }, bearer);
    expect(await noticeLines(app)).toEqual([`security api_token_created to ${email}`]);
  });

  test('is the last one of an hour after ten about one account', async () => {
    await using app = await createTestApp({ ...withMail, RATE_LIMIT: 'off' });
    const { access_token: bearer } = await addSignedIn(app, { email });
    const other = await addSignedIn(app);
    for (let count = 0; count < 12; count += 1) await app.post(regenerate, undefined, bearer);
    await app.post(regenerate, undefined, other.access_token);
    expect(await noticeLines(app)).toEqual([
      ...Array.from({ length: 10 }, () => `security api_token_created to ${email}`),
      `security api_token_created to ${other.user.email}`,
    ]);
  });
});
