import { describe, expect, test } from 'bun:test';
import { parseEmail } from '../../src/core/email.ts';

/** Spellings that are one account, by the canonical form they share. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  'grace@example.com': [
    'grace@example.com',
    'GRACE@EXAMPLE.COM',
    '  grace@example.com  ',
    '\uFEFFgrace@example.com',
    '\u00A0grace@example.com\u3000',
    'grace\uFF20example.com',
    '\uFF47\uFF52\uFF41\uFF43\uFF45@example.com',
    'grace@example\uFF0Ecom',
    'grace@\u24D4xample.com',
  ],
  'kelvin@example.com': ['\u212Aelvin@example.com', 'KELVIN@example.com'],
  'josé@example.com': ['jos\u00E9@example.com', 'jose\u0301@example.com', 'JOS\u00C9@EXAMPLE.COM'],
  'grace@xn--bcher-kva.example': [
    'grace@b\u00FCcher.example',
    'grace@bu\u0308cher.example',
    'grace@B\u00DCCHER.example',
    'grace@xn--bcher-kva.example',
  ],
  'ffi@example.com': ['\uFB03@example.com', 'ffi@example.com'],
};

describe('one account per address', () => {
  test.each(Object.entries(spellings))('%s', (key, typed) => {
    for (const each of typed) expect(parseEmail(each)).toMatchObject({ value: { key } });
  });
});

describe('the canonical form', () => {
  const accepted = [
    'a@b',
    'root@localhost',
    'o\'hara&"x"@example.com',
    'grace+tag@example.com',
    'g.r.a.c.e@example.com',
    `${'l'.repeat(64)}@${'d'.repeat(63)}.com`,
    'İstanbul@example.com',
    'straße@example.com',
    'пользователь@пример.рф',
  ];
  test.each(accepted)('of %s is its own canonical form', (typed) => {
    const first = parseEmail(typed);
    if ('problem' in first) throw new Error(first.problem);
    expect(parseEmail(first.value.key)).toMatchObject({ value: { key: first.value.key } });
    expect(first.value.address).toBe(typed.trim());
  });

  test('keeps dots, plus signs and accents apart', () => {
    const keys = ['gracehopper', 'grace.hopper', 'grace+x', 'gracé'].map((local) => {
      const parsed = parseEmail(`${local}@example.com`);
      return 'value' in parsed ? parsed.value.key : '';
    });
    expect(new Set(keys).size).toBe(4);
  });
});

describe('what is no address', () => {
  const refused = [
    '',
    ' ',
    'grace',
    '@',
    '@example.com',
    'grace@',
    'grace@@example.com',
    'a@b@c',
    'grace\uFF20x@example.com',
    'gra ce@example.com',
    'grace@exa mple.com',
    'grace\t@example.com',
    'grace\r\n@example.com',
    'grace\0@example.com',
    'grace\u007F@example.com',
    'grace\u00AD@example.com',
    'grace\u200D@example.com',
    'grace\u202E@example.com',
    'grace\uE000@example.com',
    'grace\uDC00@example.com',
    'grace@example.com.',
    'grace@.example.com',
    'grace@-example.com',
    'grace@example-.com',
    'grace@exam_ple.com',
    'grace@example.com/x',
    'grace@example.com\\x',
    'grace@example.com?x',
    'grace@example.com#x',
    'grace@example.com;x',
    'grace@ex%61mple.com',
    'grace@example.com\uFF0Fx',
    'grace@*.com',
    'grace@example.com:25',
    'grace@[::1]',
    'grace@xn--\u00FC.com',
    `${'l'.repeat(65)}@example.com`,
    `grace@${'d'.repeat(64)}.com`,
  ];
  test.each(refused)('%j is refused', (typed) => {
    expect(parseEmail(typed)).toEqual({
      problem: 'email must be a valid e-mail address',
      code: 'not_email',
    });
  });

  test('what is longer than 254 characters is refused as that', () => {
    expect(parseEmail(`grace@${'d.'.repeat(125)}com`)).toEqual({
      problem: 'email must be at most 254 characters',
      code: 'too_long',
      params: { max: 254 },
    });
  });

  test('what grows beyond 254 characters in its canonical form is refused too', () => {
    const label = '가나다라마바사아자차카타파하';
    const typed = `grace@${Array.from({ length: 6 }, () => label).join('.')}`;
    expect(typed.length).toBeLessThan(254);
    expect(parseEmail(typed)).toEqual({
      problem: 'email must be a valid e-mail address',
      code: 'not_email',
    });
    expect(parseEmail(typed.replace(`${label}.`, ''))).toMatchObject({
      value: { address: expect.any(String) },
    });
  });
});
