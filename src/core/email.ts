import { domainToASCII } from 'node:url';
import type { CheckedField } from './result.ts';
import { maxEmailLength } from './text-limits.ts';

/** An e-mail address as typed, and the one form in which two spellings of it are the same account. */
export interface Email {
  readonly address: string;
  readonly key: string;
}

const maxLocalLength = 64;
const forbidden = /[\p{C}\p{Z}\s]/u;
// domainToASCII reads any other character as part of a URL and would cut, decode or skip it.
const domainLetters = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u;
const domainName = /^(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/;

/**
 * Checks an address and computes its canonical key: trimmed, NFKC, lower case, domain in ASCII. Dots and plus
 * signs stay, because only the mail server knows whether it ignores them.
 */
export function parseEmail(input: string): CheckedField<Email> {
  const address = input.trim();
  if (address.length > maxEmailLength) {
    const problem = `email must be at most ${maxEmailLength} characters`;
    return { problem, code: 'too_long', params: { max: maxEmailLength } };
  }
  const key = canonicalKey(address);
  return key === null
    ? { problem: 'email must be a valid e-mail address', code: 'not_email' }
    : { value: { address, key } };
}

/** The part of an address before the @; the whole text when there is no @. */
export function localPart(address: string): string {
  const [local = address] = address.normalize('NFKC').split('@', 1);
  return local;
}

/**
 * An address that its owner recognises and that tells others little: the first character of its local part and the
 * domain. The number of characters left out is not shown.
 */
export function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address;
  return `${at > 1 ? first : ''}***${address.slice(Math.max(at, 0))}`;
}

function canonicalKey(address: string): string | null {
  // A compatibility character such as a full-width @ must be checked as the character it normalizes to.
  const folded = address.normalize('NFKC').toLowerCase().normalize('NFKC');
  const parts = folded.split('@');
  const [local, domain] = parts;
  if (parts.length !== 2 || !local || !domain || !folded.isWellFormed()) return null;
  if (local.length > maxLocalLength || forbidden.test(folded)) return null;
  if (!domainLetters.test(domain)) return null;
  const asciiDomain = domainToASCII(domain);
  const key = `${local}@${asciiDomain}`;
  return domainName.test(asciiDomain) && key.length <= maxEmailLength ? key : null;
}
