import { localPart, parseEmail } from './email.ts';
import { maxNameLength } from './text-limits.ts';
import { codePoints } from './text.ts';

/** Where a mail goes to or comes from. */
export interface Mailbox {
  readonly address: string;
  readonly name: string | null;
}

// RFC 5321 Dot-string, with the letters of RFC 6531.
const word = String.raw`[A-Za-z0-9!#$%&'*+/=?^_\x60{|}~\-\u{80}-\u{10FFFF}]+`;
const dotString = new RegExp(String.raw`^${word}(?:\.${word})*$`, 'u');

/**
 * The one form in which an address is written into a mail, with its domain in ASCII; null when it has another form
 * than `name@domain`. Quoted names are refused, because some mail servers read what is in the quotes as a list.
 */
export function mailAddress(text: string): string | null {
  const parsed = parseEmail(text);
  if ('problem' in parsed || parsed.value.address !== text) return null;
  const local = localPart(text);
  const { key } = parsed.value;
  return dotString.test(local) ? `${local}${key.slice(key.lastIndexOf('@'))}` : null;
}

/** Reads `Name <a@b>`, `"Name" <a@b>` or `a@b`; null for anything else, such as a list. */
export function parseMailbox(text: string): Mailbox | null {
  const [, shown = '', inBrackets] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const address = mailAddress((inBrackets ?? text).trim());
  const name = shown
    .trim()
    .replace(/^"([^"]*)"$/, '$1')
    .trim();
  if (address === null || !isShownName(name)) return null;
  return { address, name: name === '' ? null : name };
}

/** Writes a mailbox as `parseMailbox` reads it. */
export function formatMailbox({ name, address }: Mailbox): string {
  return name === null ? address : `${name} <${address}>`;
}

function isShownName(name: string): boolean {
  return codePoints(name) <= maxNameLength && !/[\p{Cc}<>"]/u.test(name) && name.isWellFormed();
}
