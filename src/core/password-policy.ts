import type { FieldProblem } from './field-faults.ts';
import { maxPasswordBytes, maxPasswordLength, minPasswordLength } from './text-limits.ts';
import { codePoints } from './text.ts';

// NFD makes a text at most three times as long in UTF-8 (Unicode UAX #15).
const maxRawBytes = 3 * maxPasswordBytes;
const strictMinCodePoints = 12;
const specials = '!@#$%^&*(),.?":{}|<>'.split('');

const strictRules: readonly {
  readonly missing: (password: string) => boolean;
  readonly need: string;
  /** The code of the rule, for client programs. */
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
 * Why a new password is refused, with a message about `field`; null when it is accepted. The password is
 * checked in the form that is hashed: untrimmed, NFC (RFC 8265 section 4.2).
 */
export function newPasswordProblem(
  password: string,
  strict: boolean,
  field = 'password',
): FieldProblem | null {
  const composed = composedForm(password);
  if (strict) {
    const broken = strictRules.filter((rule) => rule.missing(composed));
    if (broken.length > 0) {
      const problem = `${field} must contain ${broken.map(({ need }) => need).join(', ')}`;
      const params = { needs: broken.map(({ name }) => name), min: strictMinCodePoints };
      return { problem, code: 'password_too_weak', params };
    }
  } else if (codePoints(composed) < minPasswordLength) {
    const problem = `${field} must be at least ${minPasswordLength} characters`;
    return { problem, code: 'too_short', params: { min: minPasswordLength } };
  }
  return shapeProblem(composed, field);
}

/**
 * Why a text cannot be a password under any policy; null when it can. Runs before hashing. A text whose NFC
 * form is too long is still accepted when its original form fits, because it may have been stored before NFC
 * was applied.
 */
export function passwordShapeProblem(password: string, field = 'password'): FieldProblem | null {
  const problem = shapeProblem(password, field);
  return problem === null ? null : shapeProblem(composedForm(password), field);
}

function shapeProblem(password: string, field: string): FieldProblem | null {
  if (password === '') return { problem: `${field} must not be empty`, code: 'required' };
  if (codePoints(password) > maxPasswordLength) {
    const problem = `${field} must be at most ${maxPasswordLength} characters`;
    return { problem, code: 'too_long', params: { max: maxPasswordLength } };
  }
  if (Buffer.byteLength(password) > maxPasswordBytes) {
    const problem = `${field} must be at most ${maxPasswordBytes} bytes`;
    return { problem, code: 'too_many_bytes', params: { max: maxPasswordBytes } };
  }
  if (password.isWellFormed()) return null;
  return { problem: `${field} must be valid Unicode text`, code: 'not_unicode' };
}

/** Whether two texts are the same password, in composed or decomposed form. */
export function isSamePassword(one: string, other: string): boolean {
  return composedForm(one) === composedForm(other);
}

/**
 * The NFC form; a text that is too long in any form is returned unchanged, because composing it could take
 * seconds.
 */
function composedForm(password: string): string {
  return Buffer.byteLength(password) > maxRawBytes ? password : password.normalize('NFC');
}

/** Whether a password is on the list of the commonest, ignoring capitals and digits or signs around it. */
export function isCommonPassword(password: string, common: ReadonlySet<string>): boolean {
  const plain = composedForm(password).toLowerCase();
  const word = plain.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
  return common.has(plain) || common.has(word);
}
