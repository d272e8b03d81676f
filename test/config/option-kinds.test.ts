import { describe, expect, test } from 'bun:test';
import { checkOption, formatOption, parseOption } from '../../src/config/option-kinds.ts';
import { oidcOptionList, type OidcOption } from '../../src/core/oidc-options.ts';

const basics = { variable: 'OIDC_X', label: 'x' } as const;
const flag: OidcOption = { ...basics, kind: 'flag', fallback: false };
const choice: OidcOption = { ...basics, kind: 'choice', words: ['off', 'All'], fallback: 'off' };
const claims: OidcOption = { ...basics, kind: 'list', items: 'claims', fallback: [] };
const groups: OidcOption = { ...basics, kind: 'list', items: 'groups', fallback: [] };
const scopes: OidcOption = { ...basics, kind: 'list', items: 'scopes', fallback: [] };
const time: OidcOption = { ...basics, kind: 'duration', min: '1m', max: '365d', fallback: 0 };

describe('a text', () => {
  const good: readonly (readonly [OidcOption, string, unknown, written?: string])[] = [
    [flag, 'true', true],
    [flag, 'No', false, 'false'],
    [choice, 'all', 'All', 'All'],
    [claims, 'email', ['email']],
    [
      claims,
      ' email, upn  upn,,https://x/mail ',
      ['email', 'upn', 'https://x/mail'],
      'email,upn,https://x/mail',
    ],
    [claims, ',', [], ''],
    [
      groups,
      ' authentik Admins ,family,, 💡',
      ['authentik Admins', 'family', '💡'],
      'authentik Admins,family,💡',
    ],
    [scopes, 'openid  email,a:b/c', ['openid', 'email', 'a:b/c'], 'openid,email,a:b/c'],
    [time, '0', 0],
    [time, '12h', 43_200],
    [time, '90m', 5400],
    [time, '24h', 86_400, '1d'],
    [time, '90s', 90],
  ];
  test.each([...good])('%j takes %p', (option, text, value, written = text) => {
    const parsed = parseOption(option, text);
    expect(parsed).toEqual({ value } as never);
    expect(formatOption(value as never)).toBe(written);
  });

  const bad: readonly (readonly [OidcOption, string, string])[] = [
    [flag, 'perhaps', 'malformed'],
    [choice, '', 'unknown_value'],
    [choice, 'mapped', 'unknown_value'],
    [claims, 'a'.repeat(201), 'too_long'],
    [claims, 'a\u0000b', 'malformed'],
    [groups, 'a'.repeat(101), 'too_long'],
    [groups, 'a\u0007b', 'malformed'],
    [scopes, 'a"b', 'malformed'],
    [scopes, 'ä', 'malformed'],
    [scopes, 'a'.repeat(201), 'too_long'],
    [time, '59s', 'malformed'],
    [time, '366d', 'malformed'],
    [time, 'never', 'malformed'],
  ];
  test.each([...bad])('%j refuses %p', (option, text, code) => {
    expect(parseOption(option, text)).toMatchObject({ code });
  });
});

describe('a value of a request', () => {
  test('is checked as the text of the variable is', () => {
    expect(checkOption(flag, true)).toEqual({ value: true });
    expect(checkOption(choice, 'ALL')).toEqual({ value: 'All' });
    expect(checkOption(time, '1d')).toEqual({ value: 86_400 });
    expect(checkOption(claims, [' email ', '', 'upn'])).toEqual({ value: ['email', 'upn'] });
  });

  test('in a list holds one text each', () => {
    expect(checkOption(claims, ['email,upn'])).toMatchObject({ code: 'malformed' });
    expect(checkOption(claims, ['email upn'])).toMatchObject({ code: 'malformed' });
  });

  test('is not longer than can be shown in one field', () => {
    const many = Array.from({ length: 200 }, (_, index) => `${index}`.padStart(30, 'x'));
    expect(checkOption(claims, many)).toMatchObject({ code: 'too_long', params: { max: 4000 } });
  });
});

test.each(oidcOptionList.map(([name, option]) => [name, option] as const))(
  'the default of %s is a value that it takes',
  (_, option) => {
    const { fallback } = option;
    expect(parseOption(option, formatOption(fallback))).toEqual({ value: fallback } as never);
  },
);
