import { type Notice, noticeWords } from '../core/mail-options.ts';
import { type Mailbox, parseMailbox } from '../core/mailbox.ts';
import { canonicalAddress, withoutBrackets } from '../core/network.ts';
import { hostName } from './address-kinds.ts';
import { type FieldParser, identifier } from './kinds.ts';

/** A mail server: a name, or an address (IPv6 with or without brackets), without scheme and port. */
export const mailHost: FieldParser<string> = (text) => {
  const bare = withoutBrackets(text);
  const isName = hostName.test(text) && !/^[\d.]+$/.test(text);
  if (isName || canonicalAddress(bare) !== null) return { value: bare.toLowerCase() };
  const problem =
    'takes the name of a mail server without scheme and port, such as smtp.example.com';
  return { problem, code: 'malformed' };
};

export const mailUser: FieldParser<string> = (text) => {
  const parsed = identifier(text);
  if ('value' in parsed) return parsed;
  return { ...parsed, problem: parsed.problem.replace('an identifier', 'a user name') };
};

/** The sender: `Name <address>`, or the address alone. */
export const sender: FieldParser<Mailbox> = (text) => {
  const value = parseMailbox(text);
  if (value !== null) return { value };
  const problem = 'takes one sender such as Anchor <auth@example.com>';
  return { problem, code: 'malformed' };
};

/** A name for EHLO, or an address in brackets (RFC 5321 section 4.1.3). */
export const ehloName: FieldParser<string> = (text) => {
  const [, literal = ''] = /^\[(?:IPv6:)?([^\]]+)\]$/i.exec(text) ?? [];
  if (hostName.test(text) || canonicalAddress(literal) !== null) return { value: text };
  const problem = 'takes a host name such as auth.example.com, or an address in brackets';
  return { problem, code: 'malformed' };
};

/** A list of notices; `none` for none of them. */
export const notices: FieldParser<readonly Notice[]> = (text) => {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 1 && words[0] === 'none') return { value: [] };
  const isKnown = words.every((word) => noticeWords.some((notice) => notice === word));
  if (isKnown && words.length > 0) {
    return { value: noticeWords.filter((notice) => words.includes(notice)) };
  }
  const problem = `takes a list of ${noticeWords.join(', ')}, or none`;
  return { problem, code: 'unknown_value', params: { allowed: noticeWords } };
};

/** Writes a list of notices as `notices` reads it. */
export function formatNotices(list: readonly Notice[]): string {
  return list.join(',') || 'none';
}
