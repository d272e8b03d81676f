// What spam filters look at, in every mail that the server sends, as it goes over the connection.
import { describe, expect, test } from 'bun:test';
import { languages } from '../../../src/core/languages.ts';
import { renderLetter } from '../../../src/core/letters/render.ts';
import { compose } from '../../../src/io/mail/compose.ts';
import { messageIdOf } from '../../../src/io/mail/message.ts';
import { letterSite, sampleLetters } from '../../support/sample-letters.ts';
import { ReceivedMail } from '../../support/smtp/received-mail.ts';

const envelope = { from: 'anchor@auth.example.com', to: 'ada@example.com' };
const date = Date.UTC(2030, 1, 5, 14, 7, 30);

const rows = languages.flatMap((language) =>
  sampleLetters.map(({ name, letter }) => ({ name, letter, language })),
);

type Row = (typeof rows)[number];

async function sent({ letter, language }: Row) {
  const to = { email: envelope.to, name: 'Ada Lovelace', language };
  const rendered = await renderLetter(letter, { to, site: letterSite });
  const message = {
    ...rendered,
    to: { address: envelope.to, name: null },
    messageId: messageIdOf('f47ac10b', letterSite.appUrl),
    date,
  };
  const server = { from: { name: letterSite.brand, address: envelope.from } };
  const bytes = await compose({ message, server, envelope });
  return {
    rendered,
    mail: new ReceivedMail({ ...envelope, to: [envelope.to] }, bytes.toString('latin1')),
  };
}

describe.each(rows)('the mail $name in $language', (row) => {
  test('has the headers of a mail from its own domain, each once', async () => {
    const { mail, rendered } = await sent(row);
    expect(mail.header('from')).toBe('Anchor <anchor@auth.example.com>');
    expect(mail.header('to')).toBe('ada@example.com');
    expect(mail.header('subject')).toBe(rendered.subject);
    expect(mail.header('message-id')).toBe('<f47ac10b@auth.example.com>');
    expect(Date.parse(mail.header('date'))).toBe(date);
    expect(mail.header('mime-version')).toBe('1.0');
    expect(mail.header('auto-submitted')).toBe('auto-generated');
    expect(new Set(mail.headerNames).size).toBe(mail.headerNames.length);
  });

  test('has both parts as they were written, in ASCII and in short lines', async () => {
    const { mail, rendered } = await sent(row);
    expect(mail.header('content-type')).toStartWith('multipart/alternative');
    expect(mail.text.trimEnd()).toBe(rendered.text.trimEnd());
    expect(mail.html.trimEnd()).toBe(rendered.html.trimEnd());
    const types = [...mail.raw.matchAll(/^Content-Type: (text\/.*)\r$/gm)].map(([, type]) => type);
    expect(types).toEqual(['text/plain; charset=utf-8', 'text/html; charset=utf-8']);
    // Text in base64 looks as if it hid something.
    expect(mail.raw).not.toMatch(/^Content-Transfer-Encoding: base64/im);
    expect(mail.raw).toMatch(/^[\t\r\n -~]*$/);
    for (const line of mail.raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  test('has no shouting capitals and shows every address where it leads', async () => {
    const { rendered } = await sent(row);
    const { subject, text, html } = rendered;
    expect(subject).not.toMatch(/[!$€%]|\b(?:free|urgent|winner)\b|^re:/i);
    expect(subject).not.toBe(subject.toUpperCase());
    expect(`${text}${html}`).not.toMatch(/!(?!doctype)/i);
    expect(html.length / text.length).toBeLessThan(12);
    const links = [...html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)];
    for (const [, address = '', label = ''] of links) {
      if (/^https?:|@/.test(label)) expect(address.replace('mailto:', '')).toBe(label);
    }
  });
});
