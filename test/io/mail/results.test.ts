// Delivers to mail servers over loopback, each of which behaves in another way.
import { describe, expect, test } from 'bun:test';
import type { MailResultCode } from '../../../src/core/mail-results.ts';
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

const deliver = (port: number, changes: Partial<MailServer> = {}, transport = patient) =>
  transport.deliver(letter(), serverAt(port, changes));

const encryptions = ['none', 'starttls', 'implicit'] as const;

describe('a mail is delivered', () => {
  test.each(encryptions)('with encryption %p, and nothing stays open', async (tls) => {
    await using mail = await mailServer({ tls, certificate });
    expect(await deliver(mail.port, { tls })).toEqual({
      outcome: 'delivered',
      code: 'delivered',
      status: null,
      message: 'mail.example took the mail.',
    });
    await mail.closed();
    expect(mail.mails.map(({ envelope }) => envelope)).toEqual([
      { from: 'auth@example.com', to: ['ada@example.org'] },
    ]);
    expect(mail.names).toEqual(['auth.example.com']);
  });

  test.each(encryptions)('after a sign-in, with encryption %p', async (tls) => {
    await using mail = await mailServer({ tls, certificate, account });
    expect(await deliver(mail.port, { tls, signIn: account })).toMatchObject({ code: 'delivered' });
  });

  test('by a server without a name of its own, which gives its address', async () => {
    await using mail = await mailServer();
    expect(await deliver(mail.port, { ehloName: null })).toMatchObject({ code: 'delivered' });
    expect(mail.names).toEqual(['[127.0.0.1]']);
  });

  test('to a server that does not answer QUIT', async () => {
    await using mail = await scriptedServer({ QUIT: null });
    expect(await deliver(mail.port)).toMatchObject({ code: 'delivered' });
    await mail.closed();
  });

  test('to a server that knows only HELO', async () => {
    await using mail = await scriptedServer({ EHLO: '502 5.5.1 What?' });
    expect(await deliver(mail.port)).toMatchObject({ code: 'delivered' });
  });
});

/** Everything that a server may say, with a text that no result may repeat. */
const secret = 'the-password-is-p4ss-word-of-smtp';

describe('a reply', () => {
  test.each<[step: string, reply: string, code: MailResultCode, status: string]>([
    ['connect', `554 5.7.1 ${secret}`, 'greeting_refused', '554 5.7.1'],
    ['connect', `421 4.3.2 ${secret}`, 'try_later', '421 4.3.2'],
    ['auth', `535 5.7.8 ${secret}`, 'sign_in_refused', '535 5.7.8'],
    ['auth', `534 5.7.9 ${secret}`, 'sign_in_refused', '534 5.7.9'],
    ['auth', `538 5.7.11 ${secret}`, 'encryption_required', '538 5.7.11'],
    ['auth', `454 4.7.0 ${secret}`, 'try_later', '454 4.7.0'],
    ['auth', `503 5.5.1 ${secret}`, 'sign_in_not_offered', '503 5.5.1'],
    ['mail', `550 5.7.1 ${secret}`, 'sender_refused', '550 5.7.1'],
    ['mail', `553 5.1.8 ${secret}`, 'sender_refused', '553 5.1.8'],
    ['mail', `451 4.7.1 ${secret}`, 'try_later', '451 4.7.1'],
    ['mail', `552 5.3.4 ${secret}`, 'message_too_large', '552 5.3.4'],
    ['mail', `530 5.7.0 Must issue a STARTTLS command first`, 'encryption_required', '530 5.7.0'],
    ['rcpt', `550 5.1.1 ${secret}`, 'recipient_refused', '550 5.1.1'],
    ['rcpt', `553 5.1.3 ${secret}`, 'recipient_refused', '553 5.1.3'],
    ['rcpt', `550 ${secret}`, 'recipient_refused', '550'],
    ['rcpt', `450 4.2.0 ${secret}`, 'try_later', '450 4.2.0'],
    ['rcpt', `452 4.2.2 ${secret}`, 'try_later', '452 4.2.2'],
    ['rcpt', `554 5.7.1 Relay access denied`, 'relay_refused', '554 5.7.1'],
    ['rcpt', `553 5.7.1 Sender address rejected: not owned`, 'sender_refused', '553 5.7.1'],
    ['data', `554 5.7.1 ${secret}`, 'message_refused', '554 5.7.1'],
    ['data', `552 5.3.4 ${secret}`, 'message_too_large', '552 5.3.4'],
    ['data', `550 5.7.60 ${secret}`, 'sender_refused', '550 5.7.60'],
    ['data', `451 4.3.0 ${secret}`, 'try_later', '451 4.3.0'],
    ['data', `421 ${secret}`, 'try_later', '421'],
  ])('at %p of %p means %p', async (at, reply, code, status) => {
    await using mail = await mailServer({
      account,
      refuse: (step) => (step === at ? reply : null),
    });
    const delivery = await deliver(mail.port, { signIn: account });
    expect(delivery).toMatchObject({ code, status });
    expect(delivery.message).toEndWith(` (${status})`);
    expect(JSON.stringify(delivery)).not.toMatch(/p4ss|password-is|Relay|rejected/);
    expect(mail.mails).toEqual([]);
    await mail.closed();
  });

  test.each<[code: MailResultCode, outcome: string]>([
    ['recipient_refused', 'refused'],
    ['message_refused', 'refused'],
    ['message_too_large', 'refused'],
    ['sender_refused', 'try_again'],
    ['sign_in_refused', 'try_again'],
  ])('that means %p is %p', async (code, outcome) => {
    const replies = {
      recipient_refused: ['rcpt', '550 5.1.1 no'],
      message_refused: ['data', '554 5.7.1 no'],
      message_too_large: ['data', '552 5.3.4 no'],
      sender_refused: ['mail', '550 5.7.1 no'],
      sign_in_refused: ['auth', '535 5.7.8 no'],
    };
    const [at, reply = ''] = Object.entries(replies).find(([name]) => name === code)?.[1] ?? [];
    await using mail = await mailServer({
      account,
      refuse: (step) => (step === at ? reply : null),
    });
    expect(await deliver(mail.port, { signIn: account })).toMatchObject({ code, outcome });
  });

  test.each<[script: Parameters<typeof scriptedServer>[0], code: MailResultCode]>([
    [{ greeting: 'SSH-2.0-OpenSSH_9.2' }, 'not_smtp'],
    [{ greeting: 'HTTP/1.1 400 Bad Request' }, 'not_smtp'],
    [{ EHLO: '550 5.7.1 Who?', HELO: '550 5.7.1 Who?' }, 'name_refused'],
    [
      { MAIL: '250 2.1.0 Fine\r\n250 2.1.0 Twice', RCPT: '250 Fine\r\n999 What', '.': 'what' },
      'not_smtp',
    ],
    [{ AUTH: '334 Zm9v\r\n235 2.7.0 Welcome', '.': '5' }, 'not_smtp'],
  ])('that is out of place, %p, means %p', async (script, code) => {
    await using mail = await scriptedServer(script);
    expect(await deliver(mail.port)).toMatchObject({ outcome: 'try_again', code });
    await mail.closed();
  });
});
