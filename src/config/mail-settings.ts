import { type MailTls, mailTlsWords, type Notice } from '../core/mail-options.ts';
import { problemsOfMail } from '../core/mail-problems.ts';
import type { Mailbox } from '../core/mailbox.ts';
import * as kinds from './mail-kinds.ts';
import { oneOf, wholeNumber } from './kinds.ts';
import { clientSecret } from './secret-kinds.ts';
import { exact, optional, secret } from './setting.ts';

/** The variables of mail, for the table of all variables. */
export const mailSettings = {
  SMTP_HOST: optional(kinds.mailHost, '', 'mail server; without one no mail is sent'),
  SMTP_PORT: optional(wholeNumber(1, 65_535), 'admin panel, else 587', 'its port'),
  SMTP_TLS: optional(
    oneOf(...mailTlsWords),
    'admin panel, else starttls',
    'how it is encrypted: starttls, implicit (port 465), none (private networks only)',
  ),
  SMTP_USER: exact(kinds.mailUser, '', 'user name at the mail server'),
  SMTP_PASSWORD: secret(clientSecret, '', 'password at the mail server'),
  SMTP_FROM: optional(kinds.sender, '', 'who the mails are from: Name <address>'),
  SMTP_EHLO: optional(
    kinds.ehloName,
    'admin panel, else the host of APP_URL',
    'name by which this server introduces itself there',
  ),
  NOTIFY: optional(
    kinds.notices,
    'admin panel, else pending,approved,security',
    'notices that are mailed; also sign-in, or none',
  ),
} as const;

/** What the environment says of mail; null where it says nothing. */
export interface MailConfig {
  readonly host: string | null;
  readonly port: number | null;
  readonly tls: MailTls | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly from: Mailbox | null;
  readonly ehlo: string | null;
  readonly notify: readonly Notice[] | null;
}

interface MailValues {
  readonly SMTP_HOST: string | null;
  readonly SMTP_PORT: number | null;
  readonly SMTP_TLS: MailTls | null;
  readonly SMTP_USER: string | null;
  readonly SMTP_PASSWORD: string | null;
  readonly SMTP_FROM: Mailbox | null;
  readonly SMTP_EHLO: string | null;
  readonly NOTIFY: readonly Notice[] | null;
}

export function groupMail(values: MailValues): MailConfig {
  return {
    host: values.SMTP_HOST,
    port: values.SMTP_PORT,
    tls: values.SMTP_TLS,
    user: values.SMTP_USER,
    password: values.SMTP_PASSWORD,
    from: values.SMTP_FROM,
    ehlo: values.SMTP_EHLO,
    notify: values.NOTIFY,
  };
}

/** Why the environment sends mail over the internet without encryption; null when it does not. */
export function mailContradiction(values: Partial<MailValues>): string | null {
  const { SMTP_HOST: host = null, SMTP_TLS: tls = null } = values;
  if (host === null || tls === null) return null;
  const settings = { host, port: 0, tls, user: '', hasPassword: false, from: '' };
  return problemsOfMail(settings).includes('cleartext_to_public')
    ? `SMTP_TLS takes none only for a mail server on this machine or in a private network, and ${host} is a public address`
    : null;
}
