import { describe, expect, test } from 'bun:test';
import { containsPattern, searchKey } from '../../src/core/search.ts';

describe('what is looked for', () => {
  test.each([
    ['Ada', '%ada%'],
    ['ÄNNE', '%änne%'],
    ['ｆｕｌｌ', '%full%'],
    ['50%', String.raw`%50\%%`],
    ['a_b', String.raw`%a\_b%`],
    [String.raw`a\b`, String.raw`%a\\b%`],
    ['a\u0000', '%a %'],
  ])('%j becomes %j', (typed, pattern) => {
    expect(containsPattern(typed)).toBe(pattern);
  });
});

test('a person is kept in the form they are looked for, name and address on lines of their own', () => {
  const key = searchKey('Änne Ｘ', 'A@Example.com', 'a@example.com');
  expect(key).toBe('änne x\na@example.com');
});
