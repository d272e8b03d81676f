import { type Mailbox, mailAddress } from '../../core/mailbox.ts';
import type { MailTls } from '../../core/mail-options.ts';
import type { MailResultCode } from '../../core/mail-results.ts';

/** One mail to one person. */
export interface MailMessage {
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** `<id@host>`, the same at every attempt, so that a mail which was taken twice is shown once. */
  readonly messageId: string;
  /** When it was written, in milliseconds. */
  readonly date: number;
}

/** The mail server that takes the mails, and in whose name they are sent. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly tls: MailTls;
  readonly signIn: { readonly user: string; readonly password: string } | null;
  readonly from: Mailbox;
  /** The name by which this server introduces itself (EHLO); null for its address. */
  readonly ehloName: string | null;
}

/** The message id of a mail, from an id of its own and the address people open. */
export function messageIdOf(id: string, appUrl: string): string {
  return `<${id}@${new URL(appUrl).hostname.replace(/^\[|\]$/g, '')}>`;
}

/** The addresses of the envelope (RFC 5321 section 2.3.1). */
export interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** The addresses of a mail, or why it cannot be sent at all. */
export function checkMessage(message: MailMessage, from: Mailbox): Envelope | MailResultCode {
  const to = mailAddress(message.to.address);
  const sender = mailAddress(from.address);
  if (to === null) return 'recipient_invalid';
  if (sender === null) return 'sender_refused';
  const headers = [message.subject, message.to.name ?? '', from.name ?? '', message.messageId];
  if (headers.some((text) => /\p{Cc}|[\u2028\u2029]/u.test(text))) return 'message_invalid';
  return { from: sender, to };
}
