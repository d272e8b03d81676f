/** What the sentence about a delivery names. */
export interface MailResultParams {
  readonly host: string;
  readonly port: number;
}

/** Delivered; not now, so it is tried again; or never to this recipient. */
export type MailOutcome = 'delivered' | 'try_again' | 'refused';

interface Row {
  readonly outcome: MailOutcome;
  readonly sentence: (params: MailResultParams) => string;
}

/**
 * Every end of a delivery, by a stable name. A fault of the settings or of the mail server is tried again, because
 * an administrator can cure it before the mail is too old.
 */
export const mailResults = {
  delivered: { outcome: 'delivered', sentence: ({ host }) => `${host} took the mail.` },
  not_configured: {
    outcome: 'try_again',
    sentence: () => 'The mail server and the sender are not set.',
  },
  name_not_found: {
    outcome: 'try_again',
    sentence: ({ host }) => `The mail server ${host} was not found. Check its name.`,
  },
  address_refused: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `${host} has a public address, and mail without encryption is sent only to this machine and private networks. Choose STARTTLS or implicit TLS.`,
  },
  connection_refused: {
    outcome: 'try_again',
    sentence: ({ host, port }) =>
      `${host} takes no connections on port ${port}. Check the port, and whether the mail server runs.`,
  },
  unreachable: {
    outcome: 'try_again',
    sentence: ({ host, port }) =>
      `${host} could not be reached on port ${port}. Check its name, the port and the network.`,
  },
  silent: {
    outcome: 'try_again',
    sentence: ({ host, port }) =>
      `${host} did not answer on port ${port}. A firewall may block the port, or it takes another encryption: usually port 587 takes STARTTLS, and port 465 implicit TLS.`,
  },
  too_slow: {
    outcome: 'try_again',
    sentence: ({ host }) => `${host} stopped answering in the middle of the delivery.`,
  },
  connection_lost: {
    outcome: 'try_again',
    sentence: ({ host }) => `${host} ended the connection in the middle of the delivery.`,
  },
  not_smtp: {
    outcome: 'try_again',
    sentence: ({ host, port }) => `${host} does not answer as a mail server on port ${port}.`,
  },
  certificate_expired: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `The certificate of ${host} is not valid at this time. Renew it, or set the clock of this machine.`,
  },
  certificate_name: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `The certificate of ${host} is for another name. Enter a name that the certificate has.`,
  },
  certificate_untrusted: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `The certificate of ${host} is from an authority that is not trusted here. For an authority of your own, start the server with NODE_EXTRA_CA_CERTS=/path/to/ca.pem.`,
  },
  tls_failed: {
    outcome: 'try_again',
    sentence: ({ host, port }) =>
      `No encrypted connection to ${host} could be made on port ${port}. Usually port 587 takes STARTTLS, and port 465 implicit TLS.`,
  },
  starttls_missing: {
    outcome: 'try_again',
    sentence: ({ host, port }) =>
      `${host} offers no STARTTLS on port ${port}, and nothing is sent without encryption. Try implicit TLS on port 465.`,
  },
  encryption_required: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `${host} takes mail only over an encrypted connection. Choose STARTTLS or implicit TLS.`,
  },
  greeting_refused: {
    outcome: 'try_again',
    sentence: ({ host }) => `${host} takes no mail from the address of this server.`,
  },
  name_refused: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `${host} refused the name that this server gave itself. SMTP_EHLO sets another one.`,
  },
  sign_in_refused: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `${host} refused the user name or the password. Some providers want an app password or an API key.`,
  },
  sign_in_not_offered: {
    outcome: 'try_again',
    sentence: ({ host, port }) =>
      `${host} offers no sign-in with a password on port ${port}. Remove user name and password, or use another port.`,
  },
  sign_in_required: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `${host} takes mail only after a sign-in. Enter a user name and a password.`,
  },
  sender_refused: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `${host} takes no mail from this sender. Use an address that your account there may send from.`,
  },
  relay_refused: {
    outcome: 'try_again',
    sentence: ({ host }) =>
      `${host} passes no mail on to other servers for this one. Enter a user name and a password, or allow the address of this server there.`,
  },
  try_later: {
    outcome: 'try_again',
    sentence: ({ host }) => `${host} cannot take the mail at the moment.`,
  },
  recipient_refused: {
    outcome: 'refused',
    sentence: ({ host }) => `${host} refused the address of the recipient.`,
  },
  recipient_invalid: {
    outcome: 'refused',
    sentence: () => 'The address of the recipient is not one that mail can be sent to.',
  },
  message_refused: {
    outcome: 'refused',
    sentence: ({ host }) => `${host} refused the mail because of its content or its sender.`,
  },
  message_too_large: {
    outcome: 'refused',
    sentence: ({ host }) => `The mail is larger than ${host} accepts.`,
  },
  message_invalid: {
    outcome: 'refused',
    sentence: () => 'The mail was not sent, because one of its headers has a line break.',
  },
} as const satisfies Readonly<Record<string, Row>>;

export type MailResultCode = keyof typeof mailResults;

/** Whether a value is a code of the table. */
export function isMailResultCode(value: string): value is MailResultCode {
  return Object.hasOwn(mailResults, value);
}

/** The end of one delivery. Nothing in it is a secret or the server's own text. */
export interface Delivery {
  readonly outcome: MailOutcome;
  readonly code: MailResultCode;
  /** The codes of the server's reply, such as `550 5.1.1`; null when it gave none. */
  readonly status: string | null;
  /** A sentence in English. */
  readonly message: string;
}

/** The end of a delivery with its sentence. */
export function deliveryOf(
  code: MailResultCode,
  params: MailResultParams,
  status: string | null = null,
): Delivery {
  const { outcome, sentence } = mailResults[code];
  const suffix = status === null ? '' : ` (${status})`;
  return { outcome, code, status, message: `${sentence(params)}${suffix}` };
}
