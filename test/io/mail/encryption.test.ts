// What is sent to a mail server before it has proven who it is, and before it has said that it wants a sign-in.
import { describe, expect, test } from 'bun:test';
import type { MailServer } from '../../../src/io/mail/message.ts';
import { createMailTransport } from '../../../src/io/mail/transport.ts';
import { Authority } from '../../support/smtp/certificates.ts';
import { letter, serverAt } from '../../support/smtp/letters.ts';
import { scriptedServer } from '../../support/smtp/scripted-server.ts';
import { mailServer } from '../../support/smtp/server.ts';

const authority = new Authority();
const certificate = authority.issue({ names: ['mail.example'] });
const onLoopback = { resolve: () => Promise.resolve(['127.0.0.1']), ca: authority.cert };
const patient = createMailTransport({ ...onLoopback, stepMs: 120_000, wholeMs: 240_000 });
const account = { user: 'auth@example.com', password: 'p4ss-word-of-smtp' };
const wrong = { user: 'auth@example.com', password: 'wr0ng-word-of-smtp' };

const deliver = (port: number, changes: Partial<MailServer> = {}, transport = patient) =>
  transport.deliver(letter(), serverAt(port, changes));

const encryptions = ['none', 'starttls', 'implicit'] as const;

describe('a sign-in', () => {
  test.each(encryptions)('with a wrong password is refused, with encryption %p', async (tls) => {
    await using mail = await mailServer({ tls, certificate, account });
    const delivery = await deliver(mail.port, { tls, signIn: wrong });
    expect(delivery).toMatchObject({ outcome: 'try_again', code: 'sign_in_refused' });
    expect(JSON.stringify(delivery)).not.toContain(wrong.password);
    expect(JSON.stringify(delivery)).not.toContain(wrong.user);
  });

  test('is asked for by the server', async () => {
    await using mail = await mailServer({ account });
    expect(await deliver(mail.port)).toMatchObject({ code: 'sign_in_required' });
  });

  test('is not offered: the password is not sent', async () => {
    await using mail = await scriptedServer({ EHLO: '250 mail.example' });
    expect(await deliver(mail.port, { signIn: account })).toMatchObject({
      code: 'sign_in_not_offered',
    });
    expect(mail.heard()).not.toMatch(/AUTH|MAIL/);
  });
});

describe('encryption', () => {
  test('that is not offered: neither the password nor the mail is sent', async () => {
    await using mail = await scriptedServer({});
    const delivery = await deliver(mail.port, { tls: 'starttls', signIn: account });
    expect(delivery).toMatchObject({ outcome: 'try_again', code: 'starttls_missing' });
    expect(mail.heard()).not.toMatch(/AUTH|MAIL|Guten/);
  });

  test('that was taken out of the greeting on the way is asked for all the same', async () => {
    await using mail = await mailServer({ tls: 'none', certificate });
    expect(await deliver(mail.port, { tls: 'starttls' })).toMatchObject({
      code: 'starttls_missing',
    });
    expect(mail.mails).toEqual([]);
  });

  test('from the first byte, where the server speaks first, fails', async () => {
    await using mail = await mailServer();
    expect(await deliver(mail.port, { tls: 'implicit' })).toMatchObject({ code: 'tls_failed' });
  });

  test('text that was pushed in before the encryption is not believed', async () => {
    await using mail = await scriptedServer({
      EHLO: '250-mail.example\r\n250 STARTTLS',
      STARTTLS: '220 Go\r\n250-mail.example\r\n250 AUTH PLAIN',
    });
    const transport = createMailTransport({ ...onLoopback, wholeMs: 1500 });
    const delivery = await deliver(mail.port, { tls: 'starttls', signIn: account }, transport);
    expect(delivery).toMatchObject({ outcome: 'try_again', code: 'too_slow' });
    expect(mail.heard()).not.toMatch(/AUTH|MAIL/);
  });

  const day = 24 * 60 * 60 * 1000;
  const stranger = new Authority('Another authority');
  const certificates = {
    expired: authority.issue({
      names: ['mail.example'],
      from: new Date(Date.now() - 9 * day),
      until: new Date(Date.now() - day),
    }),
    early: authority.issue({ names: ['mail.example'], from: new Date(Date.now() + day) }),
    other: authority.issue({ names: ['other.example'] }),
    strange: stranger.issue({ names: ['mail.example'] }),
    forged: new Authority().issue({ names: ['mail.example'] }),
  };

  test.each(
    (['starttls', 'implicit'] as const).flatMap((tls) => [
      [tls, 'expired', 'certificate_expired'] as const,
      [tls, 'early', 'certificate_expired'] as const,
      [tls, 'other', 'certificate_name'] as const,
      [tls, 'strange', 'certificate_untrusted'] as const,
      [tls, 'forged', 'certificate_untrusted'] as const,
    ]),
  )('%p with a certificate that is %p means %p', async (tls, which, code) => {
    await using mail = await mailServer({ tls, certificate: certificates[which], account });
    const delivery = await deliver(mail.port, { tls, signIn: account });
    expect(delivery).toMatchObject({ outcome: 'try_again', code });
    expect(mail.steps).not.toContain(`auth ${account.user}`);
    await mail.closed();
  });

  test('with an address in place of a name needs a certificate for the address', async () => {
    const forAddress = authority.issue({ names: ['127.0.0.1'] });
    await using mail = await mailServer({ tls: 'starttls', certificate: forAddress });
    const right = { tls: 'starttls', host: '127.0.0.1' } as const;
    expect(await deliver(mail.port, right)).toMatchObject({ code: 'delivered' });
    await using other = await mailServer({ tls: 'starttls', certificate });
    expect(await deliver(other.port, right)).toMatchObject({ code: 'certificate_name' });
  });
});
