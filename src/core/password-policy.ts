import { maxPasswordLength, minPasswordLength } from './text-limits.ts';
import { codePoints } from './text.ts';

const maxBytes = 512;
const strictMinCodePoints = 12;
const specials = '!@#$%^&*(),.?":{}|<>'.split('');

const strictRules: readonly {
  readonly missing: (password: string) => boolean;
  readonly need: string;
}[] = [
  {
    missing: (p) => codePoints(p) < strictMinCodePoints,
    need: `at least ${strictMinCodePoints} characters`,
  },
  { missing: (p) => !/\p{Lu}/u.test(p), need: 'an upper-case letter' },
  { missing: (p) => !/\p{Ll}/u.test(p), need: 'a lower-case letter' },
  { missing: (p) => !/\p{Nd}/u.test(p), need: 'a digit' },
  { missing: (p) => !specials.some((c) => p.includes(c)), need: `one of ${specials.join('')}` },
];

/**
 * What is wrong with a password that somebody wants to set, as one sentence about `field`; null when
 * nothing is. The password is taken as typed: not trimmed, not normalised.
 */
export function newPasswordProblem(
  password: string,
  strict: boolean,
  field = 'password',
): string | null {
  if (strict) {
    const needs = strictRules.filter((rule) => rule.missing(password)).map((rule) => rule.need);
    if (needs.length > 0) return `${field} must contain ${needs.join(', ')}`;
  } else if (codePoints(password) < minPasswordLength) {
    return `${field} must be at least ${minPasswordLength} characters`;
  }
  return passwordShapeProblem(password, field);
}

/** What makes a text impossible as a password, whatever the policy: asked before any hashing. */
export function passwordShapeProblem(password: string, field = 'password'): string | null {
  if (password === '') return `${field} must not be empty`;
  if (codePoints(password) > maxPasswordLength) {
    return `${field} must be at most ${maxPasswordLength} characters`;
  }
  if (Buffer.byteLength(password) > maxBytes) return `${field} must be at most ${maxBytes} bytes`;
  return password.isWellFormed() ? null : `${field} must be valid Unicode text`;
}

/** Whether a password is one of the commonest, also behind capitals and with digits or signs around it. */
export function isCommonPassword(password: string, common: ReadonlySet<string>): boolean {
  const plain = password.toLowerCase();
  const word = plain.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
  return common.has(plain) || common.has(word);
}
