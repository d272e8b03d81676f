// A mail and a mail server to send it with, for tests of the transport.
import type { MailMessage, MailServer } from '../../../src/io/mail/message.ts';

export function letter(changes: Partial<MailMessage> = {}): MailMessage {
  return {
    to: { address: 'ada@example.org', name: 'Ada Löwe' },
    subject: 'Grüße',
    text: 'Guten Tag.\n',
    html: '<p>Guten Tag.</p>\n',
    messageId: '<1@auth.example.com>',
    date: Date.UTC(2026, 10, 30, 12),
    ...changes,
  };
}

export function serverAt(port: number, changes: Partial<MailServer> = {}): MailServer {
  return {
    host: 'mail.example',
    port,
    tls: 'none',
    signIn: null,
    from: { address: 'auth@example.com', name: 'Anchor' },
    ehloName: 'auth.example.com',
    ...changes,
  };
}
