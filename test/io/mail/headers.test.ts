// What may stand in the addresses, names and subjects of mails, and how it arrives.
import { describe, expect, test } from 'bun:test';
import { messageIdOf } from '../../../src/io/mail/message.ts';
import { createMailTransport } from '../../../src/io/mail/transport.ts';
import { httpServer } from '../../support/outbound-servers.ts';
import { letter, serverAt } from '../../support/smtp/letters.ts';
import { scriptedServer } from '../../support/smtp/scripted-server.ts';
import { mailServer } from '../../support/smtp/server.ts';

const transport = createMailTransport({ resolve: () => Promise.resolve(['127.0.0.1']) });

describe('a mail', () => {
  test('arrives whole, with one of each header', async () => {
    await using mail = await mailServer();
    const text = 'Guten Tag, Ada.\n.\n..\nEnde 💡 ='.padEnd(2000, 'ä') + '\n';
    const html = '<p title="=">Grüße &amp; mehr</p>\n';
    await transport.deliver(letter({ text, html }), serverAt(mail.port));
    const received = await mail.next();
    expect(received.text).toBe(text);
    expect(received.html).toBe(html);
    expect(received.header('from')).toBe('Anchor <auth@example.com>');
    expect(received.header('to')).toBe('Ada Löwe <ada@example.org>');
    expect(received.subject).toBe('Grüße');
    expect(received.header('message-id')).toBe('<1@auth.example.com>');
    expect(received.header('date')).toBe('Mon, 30 Nov 2026 12:00:00 +0000');
    expect(received.header('auto-submitted')).toBe('auto-generated');
    expect(received.headerNames.toSorted()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
      'x-auto-response-suppress',
    ]);
  });

  test('never reads a file or an address that its text names', async () => {
    await using mail = await mailServer();
    let asked = 0;
    await using web = httpServer(() => {
      asked += 1;
      return new Response('fetched');
    });
    const address = `http://127.0.0.1:${web.port}/`;
    const html = `<img src="${address}"><img src="file:///etc/passwd">\n`;
    await transport.deliver(letter({ html }), serverAt(mail.port));
    expect((await mail.next()).html).toBe(html);
    expect(asked).toBe(0);
  });

  test('has the same id at every attempt', () => {
    expect(messageIdOf('0192', 'https://auth.example.com')).toBe('<0192@auth.example.com>');
    expect(messageIdOf('0192', 'http://[::1]:3000')).toBe('<0192@::1>');
  });
});

describe('an address', () => {
  test.each([
    ['two of them', 'a@example.org, c@example.net'],
    ['two of them without a blank', 'a@example.org,c@example.net'],
    ['a comma before the @', 'a,c@example.net'],
    ['another command', 'a@example.org>\r\nRCPT TO:<c@example.net'],
    ['a line break', 'a@example.org\nBcc: c@example.net'],
    ['a carriage return', 'a@example.org\rBcc: c@example.net'],
    ['brackets', '<a@example.org>'],
    ['a bracket before the @', 'a>@example.org'],
    ['parameters', 'a@example.org> NOTIFY=NEVER'],
    ['a name', 'A <a@example.org>'],
    ['a group', 'friends: a@example.org;'],
    ['a group without a blank', 'friends:a@example.org;'],
    ['a comment', 'a(c@example.net)@example.org'],
    ['a quoted name', '"a b"@example.org'],
    ['a quoted name with an address', '"c@example.net"@example.org'],
    ['a route', '@example.net:a@example.org'],
    ['two @', 'a@example.org@example.net'],
    ['a percent sign as a route', 'a%example.net@'],
    ['a blank before it', ' a@example.org'],
    ['a null character', 'a\0@example.org'],
    ['a line separator', 'a\u2028@example.org'],
    ['no domain', 'root'],
    ['nothing', ''],
    ['a dot at the end', 'a.@example.org'],
    ['half a character', 'a\uD83D@example.org'],
  ])('that is %s is refused before any connection', async (_, address) => {
    await using mail = await mailServer();
    const message = letter({ to: { address, name: null } });
    expect(await transport.deliver(message, serverAt(mail.port))).toMatchObject({
      outcome: 'refused',
      code: 'recipient_invalid',
    });
    const from = { address, name: null };
    expect(await transport.deliver(letter(), serverAt(mail.port, { from }))).toMatchObject({
      code: 'sender_refused',
    });
    expect(mail.steps).toEqual([]);
  });

  test.each([
    ['a plus sign', 'ada+auth@example.org', 'ada+auth@example.org'],
    ['an apostrophe', "o'neill@example.org", "o'neill@example.org"],
    ['capital letters', 'Ada.Lovelace@Example.ORG', 'Ada.Lovelace@example.org'],
    ['a domain in other letters', 'ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['a domain that is ASCII already', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['a full-width @', 'ada\uFF20example.org', 'ada@example.org'],
    ['a name in other letters', 'jörg@example.org', 'jörg@example.org'],
    ['a name in Chinese', '用户@例子.example', '用户@xn--fsqu00a.example'],
  ])('with %s is written as one', async (_, address, written) => {
    await using mail = await scriptedServer({});
    const message = letter({ to: { address, name: null } });
    expect(await transport.deliver(message, serverAt(mail.port))).toMatchObject({
      code: 'delivered',
    });
    const heard = Buffer.from(mail.heard(), 'latin1').toString('utf8');
    expect(heard.match(/^RCPT.*$/gm)).toEqual([`RCPT TO:<${written}>`]);
    expect(heard.match(/^To:/gm)).toHaveLength(1);
  });

  test('with other letters is announced to a server that takes them', async () => {
    await using mail = await mailServer();
    const message = letter({ to: { address: 'jörg@example.org', name: null } });
    await transport.deliver(message, serverAt(mail.port));
    expect((await mail.next()).envelope.to).toEqual(['jörg@example.org']);
  });
});

describe('a name or a subject', () => {
  const texts: readonly (readonly [what: string, text: string])[] = [
    ['a line break', 'Ada\r\nBcc: c@example.net'],
    ['a line feed', 'Ada\nBcc: c@example.net'],
    ['a carriage return', 'Ada\rBcc: c@example.net'],
    ['a null character', 'Ada\0'],
    ['a next line', 'Ada\u0085Bcc: c@example.net'],
    ['a line separator', 'Ada\u2028Bcc: c@example.net'],
  ];

  test.each(texts)('with %s is refused before any connection', async (_, text) => {
    await using mail = await mailServer();
    const [to, from] = [
      { address: 'ada@example.org', name: text },
      { address: 'auth@example.com', name: text },
    ];
    const attempts = [
      transport.deliver(letter({ to }), serverAt(mail.port)),
      transport.deliver(letter(), serverAt(mail.port, { from })),
      transport.deliver(letter({ subject: text }), serverAt(mail.port)),
      transport.deliver(letter({ messageId: text }), serverAt(mail.port)),
    ];
    for (const attempt of attempts) {
      expect(await attempt).toMatchObject({ outcome: 'refused', code: 'message_invalid' });
    }
    expect(mail.steps).toEqual([]);
  });

  test.each([
    'Ada <c@example.net>',
    'c@example.net, Ada',
    'c@example.net',
    'friends: Ada;',
    '"Ada" (c@example.net)',
    'Ada \\" <c@example.net>',
    'أدا 阿达 Ада 💡',
    `=?utf-8?Q?=0D=0ABcc:_c@example.net?=`,
    'A'.repeat(100),
    '💡'.repeat(100),
  ])('%p names one recipient, and no more', async (text) => {
    await using mail = await mailServer();
    const message = letter({ to: { address: 'ada@example.org', name: text }, subject: text });
    const from = { address: 'auth@example.com', name: text };
    await transport.deliver(message, serverAt(mail.port, { from }));
    const received = await mail.next();
    expect(received.envelope).toEqual({ from: 'auth@example.com', to: ['ada@example.org'] });
    expect(received.header('to')).toEndWith('<ada@example.org>');
    expect(received.header('from')).toEndWith('<auth@example.com>');
    expect(received.headers('bcc')).toEqual([]);
    // A text that looks encoded is decoded by the reader, into letters of the same header.
    if (!text.startsWith('=?')) expect(received.subject).toBe(text);
  });
});
