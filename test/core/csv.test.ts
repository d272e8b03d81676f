import { describe, expect, test } from 'bun:test';
import { type Cell, csvLine } from '../../src/core/csv.ts';

describe('a cell of a CSV file', () => {
  test.each<readonly [Cell, string]>([
    ['plain', 'plain'],
    ['', ''],
    [null, ''],
    [0, '0'],
    [true, 'true'],
    ['a,b', '"a,b"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    [' =1', ' =1'],
    ["'", "'"],
    ['Änne 🦉', 'Änne 🦉'],
  ])('%j is written %j', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  test('stands beside others behind a comma', () => {
    expect(csvLine(['a', null, 1])).toBe('a,,1\r\n');
  });
});
