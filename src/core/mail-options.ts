// The settings of mail: each from the environment or the panel, with its own source and lock.

/** How the connection to a mail server is encrypted: after STARTTLS, from its first byte, or not at all. */
export const mailTlsWords = ['starttls', 'implicit', 'none'] as const;

export type MailTls = (typeof mailTlsWords)[number];

/**
 * The mails that tell what happened: to administrators that people wait, to people that they were approved or
 * rejected, what changed in the security of their account, and that they signed in on a new device.
 */
export const noticeWords = ['pending', 'approved', 'security', 'sign-in'] as const;

export type Notice = (typeof noticeWords)[number];

export const defaultNotices: readonly Notice[] = ['pending', 'approved', 'security'];

/** The environment variable of each setting. */
export const mailVariables = {
  host: 'SMTP_HOST',
  port: 'SMTP_PORT',
  tls: 'SMTP_TLS',
  user: 'SMTP_USER',
  password: 'SMTP_PASSWORD',
  from: 'SMTP_FROM',
  ehlo: 'SMTP_EHLO',
  notify: 'NOTIFY',
} as const;

export type MailOption = keyof typeof mailVariables;

export const mailOptionNames = Object.keys(mailVariables).filter(
  (name): name is MailOption => name in mailVariables,
);

export const defaultMailPort = 587;
