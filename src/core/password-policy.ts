import type { FieldProblem } from './field-faults.ts';
import { maxPasswordLength, minPasswordLength } from './text-limits.ts';
import { codePoints } from './text.ts';

const maxBytes = 512;
const strictMinCodePoints = 12;
const specials = '!@#$%^&*(),.?":{}|<>'.split('');

const strictRules: readonly {
  readonly missing: (password: string) => boolean;
  readonly need: string;
  /** The same for programs. */
  readonly name: string;
}[] = [
  {
    missing: (p) => codePoints(p) < strictMinCodePoints,
    name: 'min_length',
    need: `at least ${strictMinCodePoints} characters`,
  },
  { missing: (p) => !/\p{Lu}/u.test(p), need: 'an upper-case letter', name: 'upper_case' },
  { missing: (p) => !/\p{Ll}/u.test(p), need: 'a lower-case letter', name: 'lower_case' },
  { missing: (p) => !/\p{Nd}/u.test(p), need: 'a digit', name: 'digit' },
  {
    missing: (p) => !specials.some((c) => p.includes(c)),
    name: 'special_character',
    need: `one of ${specials.join('')}`,
  },
];

/**
 * What is wrong with a password that somebody wants to set, with a sentence about `field`; null when
 * nothing is. The password is taken as typed: not trimmed, not normalised.
 */
export function newPasswordProblem(
  password: string,
  strict: boolean,
  field = 'password',
): FieldProblem | null {
  if (strict) {
    const broken = strictRules.filter((rule) => rule.missing(password));
    if (broken.length > 0) {
      const problem = `${field} must contain ${broken.map(({ need }) => need).join(', ')}`;
      const params = { needs: broken.map(({ name }) => name), min: strictMinCodePoints };
      return { problem, code: 'password_too_weak', params };
    }
  } else if (codePoints(password) < minPasswordLength) {
    const problem = `${field} must be at least ${minPasswordLength} characters`;
    return { problem, code: 'too_short', params: { min: minPasswordLength } };
  }
  return passwordShapeProblem(password, field);
}

/** What makes a text impossible as a password, whatever the policy: asked before any hashing. */
export function passwordShapeProblem(password: string, field = 'password'): FieldProblem | null {
  if (password === '') return { problem: `${field} must not be empty`, code: 'required' };
  if (codePoints(password) > maxPasswordLength) {
    const problem = `${field} must be at most ${maxPasswordLength} characters`;
    return { problem, code: 'too_long', params: { max: maxPasswordLength } };
  }
  if (Buffer.byteLength(password) > maxBytes) {
    const problem = `${field} must be at most ${maxBytes} bytes`;
    return { problem, code: 'too_many_bytes', params: { max: maxBytes } };
  }
  if (password.isWellFormed()) return null;
  return { problem: `${field} must be valid Unicode text`, code: 'not_unicode' };
}

/** Whether a password is one of the commonest, also behind capitals and with digits or signs around it. */
export function isCommonPassword(password: string, common: ReadonlySet<string>): boolean {
  const plain = password.toLowerCase();
  const word = plain.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
  return common.has(plain) || common.has(word);
}
