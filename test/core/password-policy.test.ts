import { describe, expect, spyOn, test } from 'bun:test';
import {
  isSamePassword,
  newPasswordProblem,
  passwordShapeProblem,
} from '../../src/core/password-policy.ts';

const specials = '!@#$%^&*(),.?":{}|<>';

describe('a new password', () => {
  test.each([
    '12345678',
    '        ',
    '🦄'.repeat(8),
    'x'.repeat(128),
    '🦄'.repeat(128),
    'a\0b\0c\0d\0',
    'caf\u00E9-au-lait',
  ])('%j is good enough', (password) => {
    expect(newPasswordProblem(password, false)).toBeNull();
  });

  test.each([
    ['', 'password must be at least 8 characters'],
    ['1234567', 'password must be at least 8 characters'],
    ['🦄'.repeat(7), 'password must be at least 8 characters'],
    ['x'.repeat(129), 'password must be at most 128 characters'],
    [`1234567${String.fromCharCode(0xd800)}`, 'password must be valid Unicode text'],
  ])('%j is refused', (password, problem) => {
    expect(newPasswordProblem(password, false)?.problem).toBe(problem);
  });

  test('is named by its field in the message', () => {
    expect(newPasswordProblem('short', false, 'newPassword')).toEqual({
      problem: 'newPassword must be at least 8 characters',
      code: 'too_short',
      params: { min: 8 },
    });
  });
});

describe('under the strict policy', () => {
  test.each(specials.split(''))('%s counts as a special character', (special) => {
    expect(newPasswordProblem(`Correct7horse${special}`, true)).toBeNull();
  });

  test.each(['-', '_', '+', '=', ';', "'", '/', '\\', '~', '`', '[', ' ', '€'])(
    '%j does not count as a special character',
    (other) => {
      expect(newPasswordProblem(`Correct7horse${other}`, true)).toEqual({
        problem: `password must contain one of ${specials}`,
        code: 'password_too_weak',
        params: { needs: ['special_character'], min: 12 },
      });
    },
  );

  test.each([
    ['letters of other scripts count', 'Ünïcödé-ß7!x', null],
    ['digits of other scripts count', 'Correct٣horse!', null],
    ['eleven characters are one too few', 'Correct7ho!', 'at least 12 characters'],
    [
      'twelve emoji are long enough, and lack the rest',
      '🦄'.repeat(12),
      `an upper-case letter, a lower-case letter, a digit, one of ${specials}`,
    ],
    [
      'nothing lacks everything',
      '',
      `at least 12 characters, an upper-case letter, a lower-case letter, a digit, one of ${specials}`,
    ],
  ])('%s', (_, password, needs) => {
    expect(newPasswordProblem(password, true)?.problem ?? null).toBe(
      needs === null ? null : `password must contain ${needs}`,
    );
  });

  test('a text that cannot be a password is still refused', () => {
    expect(newPasswordProblem(`Aa1!${'x'.repeat(125)}`, true)?.problem).toBe(
      'password must be at most 128 characters',
    );
  });
});

describe('the password of a sign-in', () => {
  test.each(['x', '1234567', ' ', 'x'.repeat(128)])('%j may be asked about', (password) => {
    expect(passwordShapeProblem(password)).toBeNull();
  });

  test.each(['', 'x'.repeat(129), String.fromCharCode(0xdc00)])('%j may not', (password) => {
    expect(passwordShapeProblem(password)?.problem).toStartWith('password must');
  });
});

describe('composed and decomposed letters', () => {
  const composed = '\u00E4';
  const decomposed = 'a\u0308';

  test.each([
    [7, 'password must be at least 8 characters'],
    [8, null],
    [128, null],
    [129, 'password must be at most 128 characters'],
  ])('are one when %d of them are counted', (count, problem) => {
    for (const letter of [composed, decomposed]) {
      expect(newPasswordProblem(letter.repeat(count), false)?.problem ?? null).toBe(problem);
    }
  });

  test('count as they are hashed where the hashed form is the longer one', () => {
    // U+0958 is excluded from composition: in NFC it is two characters.
    const excluded = '\u0958'.repeat(65);
    expect(newPasswordProblem(excluded, false)?.problem).toBe(
      'password must be at most 128 characters',
    );
    // It may have been set before.
    expect(passwordShapeProblem(excluded)).toBeNull();
  });

  test('are tried in both forms', () => {
    expect(passwordShapeProblem(decomposed.repeat(128))).toBeNull();
    expect(passwordShapeProblem(decomposed.repeat(129))?.problem).toBe(
      'password must be at most 128 characters',
    );
  });

  test('make one password', () => {
    expect(isSamePassword(`caf${composed}`, `caf${decomposed}`)).toBe(true);
    expect(isSamePassword('cafe', 'cafE')).toBe(false);
  });

  test('of a text that would take seconds to compose are not composed', () => {
    using normalize = spyOn(String.prototype, 'normalize');
    const long = `a${'\u0315\u0300\u0316'.repeat(15_000)}`;
    expect(newPasswordProblem(long, false)?.problem).toBe(
      'password must be at most 128 characters',
    );
    expect(passwordShapeProblem(long)?.problem).toBe('password must be at most 128 characters');
    expect(normalize).not.toHaveBeenCalled();
  });
});
