import { errorCode } from '../../core/error-code.ts';
import type { MailResultCode } from '../../core/mail-results.ts';
import type { MailServer } from './message.ts';

/** A failure whose meaning is known where it happens. */
export class MailFailure extends Error {
  override readonly name = 'MailFailure';
  readonly code: MailResultCode;

  constructor(code: MailResultCode) {
    super(code);
    this.code = code;
  }
}

interface Explained {
  readonly code: MailResultCode;
  readonly status: string | null;
}

/** What an error of a delivery means. Of the server's reply only its codes are kept, because its text may repeat a secret. */
export function explainFailure(error: unknown, server: Pick<MailServer, 'signIn'>): Explained {
  if (error instanceof MailFailure) return { code: error.code, status: null };
  const response = textOf(error, 'response');
  if (response === '') return { code: meaningOfError(error), status: null };
  const reply = parseReply(response);
  const code =
    reply === null ? 'not_smtp' : meaningOfReply(reply, textOf(error, 'command'), server);
  return { code, status: reply?.status ?? null };
}

interface Reply {
  /** Three digits. */
  readonly digits: string;
  /** RFC 3463, such as `5.7.1`; empty when there is none. */
  readonly enhanced: string;
  readonly status: string;
  /** In lower case. */
  readonly text: string;
}

function parseReply(response: string): Reply | null {
  const [, digits = '', enhanced = '', text = ''] =
    /^([2-5]\d\d)[ -]?(?:([245]\.\d{1,3}\.\d{1,3})(?!\S))?([^]*)$/.exec(response) ?? [];
  if (digits === '') return null;
  const status = enhanced === '' ? digits : `${digits} ${enhanced}`;
  return { digits, enhanced, status, text: text.toLowerCase() };
}

type Meaning = (reply: Reply, server: Pick<MailServer, 'signIn'>) => MailResultCode;

function meaningOfReply(
  reply: Reply,
  command: string,
  server: Pick<MailServer, 'signIn'>,
): MailResultCode {
  if (command === 'STARTTLS') return 'starttls_missing';
  if (reply.digits.startsWith('4')) return 'try_later';
  const [verb = ''] = command.split(' ');
  return (meanings[verb] ?? (() => 'not_smtp' as const))(reply, server);
}

/** What a 5xx reply means, by the command that it answers. */
const meanings: Readonly<Record<string, Meaning>> = {
  CONN: () => 'greeting_refused',
  EHLO: () => 'name_refused',
  HELO: () => 'name_refused',
  AUTH: (reply) => {
    if (wantsEncryption(reply)) return 'encryption_required';
    return /^50[0234]$/.test(reply.digits) ? 'sign_in_not_offered' : 'sign_in_refused';
  },
  MAIL: (reply, server) => {
    if (reply.digits === '552' || reply.enhanced === '5.3.4') return 'message_too_large';
    return meaningForAnyone(reply, server) ?? 'sender_refused';
  },
  RCPT: (reply, server) => meaningForAnyone(reply, server) ?? 'recipient_refused',
  DATA: (reply, server) => {
    const isTooLarge = reply.digits === '552' || /^5\.(?:3\.4|2\.3)$/.test(reply.enhanced);
    if (isTooLarge) return 'message_too_large';
    return meaningForAnyone(reply, server) ?? 'message_refused';
  },
};

/** What a refusal says about the sender or the settings, wherever in the delivery it comes; null for none of it. */
function meaningForAnyone(
  reply: Reply,
  { signIn }: Pick<MailServer, 'signIn'>,
): MailResultCode | null {
  if (wantsEncryption(reply)) return 'encryption_required';
  if (reply.digits === '530' || /authentication required/.test(reply.text)) {
    return signIn === null ? 'sign_in_required' : 'sign_in_refused';
  }
  if (/\brelay/.test(reply.text)) return 'relay_refused';
  return isAboutSender(reply) ? 'sender_refused' : null;
}

function wantsEncryption({ digits, text }: Reply): boolean {
  return digits === '538' || (digits === '530' && /starttls|\btls\b|encrypt/.test(text));
}

/** RFC 3463 has two codes for it, and Microsoft 365 two of its own. */
function isAboutSender({ enhanced, text }: Reply): boolean {
  return /^5\.(?:1\.[78]|7\.60|2\.252)$/.test(enhanced) || /sender address rejected/.test(text);
}

/** Errors of the system and of TLS, which nodemailer keeps beside its own code. */
const meaningsOfErrors: Readonly<Record<string, MailResultCode>> = {
  CERT_HAS_EXPIRED: 'certificate_expired',
  CERT_NOT_YET_VALID: 'certificate_expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_name',
  GREETING_TIMEOUT: 'silent',
  UPGRADE_TIMEOUT: 'tls_failed',
  SOCKET_TIMEOUT: 'too_slow',
  ETLS: 'tls_failed',
  EPROTOCOL: 'not_smtp',
  EMESSAGE: 'message_too_large',
};

function meaningOfError(error: unknown): MailResultCode {
  const names = [textOf(error, 'originalCode'), textOf(error, 'timeoutType'), errorCode(error)];
  const known = names.flatMap((name) => meaningsOfErrors[name] ?? []).at(0);
  if (known !== undefined) return known;
  // OpenSSL has about thirty codes for a certificate that cannot be verified.
  if (names.some((name) => /CERT|CRL|VERIFY|_CA\b/.test(name))) return 'certificate_untrusted';
  return names.some((name) => /^ERR_(?:SSL|TLS)_/.test(name)) ? 'tls_failed' : 'connection_lost';
}

function textOf(error: unknown, name: 'command' | 'originalCode' | 'response' | 'timeoutType') {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
}
