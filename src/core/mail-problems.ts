import type { MailTls } from './mail-options.ts';
import { type MailProblem, mailProblemCodes } from './mail-problem-codes.ts';
import { canonicalAddress, isPrivateOrLoopback, withoutBrackets } from './network.ts';

/** What the settings of mail say, wherever they come from; empty for unset. */
export interface MailSettingTexts {
  readonly host: string;
  readonly port: number;
  readonly tls: MailTls;
  readonly user: string;
  readonly hasPassword: boolean;
  readonly from: string;
}

interface Row {
  readonly sentence: (host: string) => string;
  /** Whether no mail is sent because of it. */
  readonly isFatal: boolean;
  readonly isFound: (settings: MailSettingTexts) => boolean;
}

export const mailProblems: Readonly<Record<MailProblem, Row>> = {
  host_missing: {
    isFatal: true,
    sentence: () =>
      'The mail server is not set (SMTP_HOST), but other settings of mail are: no mail is sent',
    isFound: ({ host, user, hasPassword, from }) =>
      host === '' && (user !== '' || hasPassword || from !== ''),
  },
  sender_missing: {
    isFatal: true,
    sentence: () =>
      'The sender of mail is not set (SMTP_FROM), but the mail server is: no mail is sent',
    isFound: ({ host, from }) => host !== '' && from === '',
  },
  password_missing: {
    isFatal: true,
    sentence: () =>
      'The user name at the mail server is set without its password (SMTP_PASSWORD): no mail is sent',
    isFound: ({ user, hasPassword }) => user !== '' && !hasPassword,
  },
  user_missing: {
    isFatal: true,
    sentence: () =>
      'The password at the mail server is set without its user name (SMTP_USER): no mail is sent',
    isFound: ({ user, hasPassword }) => user === '' && hasPassword,
  },
  cleartext_to_public: {
    isFatal: true,
    sentence: (host) =>
      `Mail is to be sent to ${host} without encryption (SMTP_TLS=none), which is for this machine and private networks alone: no mail is sent`,
    isFound: ({ host, tls }) => tls === 'none' && isPublicLiteral(host),
  },
  cleartext_to_name: {
    isFatal: false,
    sentence: (host) =>
      `Mail is to be sent to ${host} without encryption (SMTP_TLS=none): it is refused whenever that name has a public address`,
    isFound: ({ host, tls }) => tls === 'none' && mayBePublicName(host),
  },
  starttls_on_465: {
    isFatal: false,
    sentence: () =>
      'Port 465 usually takes encryption from the first byte: set SMTP_TLS=implicit, or SMTP_PORT=587',
    isFound: ({ host, port, tls }) => host !== '' && port === 465 && tls === 'starttls',
  },
  implicit_on_587: {
    isFatal: false,
    sentence: () => 'Port 587 usually takes STARTTLS: set SMTP_TLS=starttls, or SMTP_PORT=465',
    isFound: ({ host, port, tls }) => host !== '' && port === 587 && tls === 'implicit',
  },
};

/** What is wrong with the settings, in the order of the list. */
export function problemsOfMail(settings: MailSettingTexts): readonly MailProblem[] {
  return mailProblemCodes.filter((name) => mailProblems[name].isFound(settings));
}

/** Whether the settings are enough to send mail. */
export function canSendMail(settings: MailSettingTexts): boolean {
  const problems = problemsOfMail(settings);
  return settings.host !== '' && problems.every((name) => !mailProblems[name].isFatal);
}

function isPublicLiteral(host: string): boolean {
  const address = canonicalAddress(withoutBrackets(host));
  return address !== null && !isPrivateOrLoopback(address);
}

/** Names that only a private network knows (RFC 6762, RFC 8375, ICANN's `.internal`), or that have no dot. */
function mayBePublicName(host: string): boolean {
  if (host === '' || canonicalAddress(withoutBrackets(host)) !== null) return false;
  return (
    host.includes('.') && !/\.(?:local|localhost|internal|lan|home\.arpa|intranet)\.?$/i.test(host)
  );
}
