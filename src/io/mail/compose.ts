// The only files that import nodemailer are this one and session.ts, and both are loaded with the first mail.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailServer } from './message.ts';
import type { Envelope, MailMessage } from './message.ts';

interface Parts {
  readonly message: MailMessage;
  readonly server: Pick<MailServer, 'from'>;
  readonly envelope: Envelope;
}

/** Writes a mail as it is sent: addresses as objects, so that no text in them can add another. */
export function compose({ message, server, envelope }: Parts): Promise<Buffer> {
  const { subject, text, html, messageId, date } = message;
  const mail = new MailComposer({
    from: { name: server.from.name ?? '', address: envelope.from },
    to: { name: message.to.name ?? '', address: envelope.to },
    subject,
    text,
    html,
    messageId,
    date: new Date(date),
    headers: {
      // RFC 3834 section 5; the second one is what Exchange reads.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}
