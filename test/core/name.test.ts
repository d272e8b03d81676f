import { describe, expect, test } from 'bun:test';
import { parseName } from '../../src/core/name.ts';

describe('a name', () => {
  test.each([
    ['G', 'G'],
    [' Grace  Hopper\t', 'Grace  Hopper'],
    ['\u3000グレース\u3000', 'グレース'],
    ['n'.repeat(100), 'n'.repeat(100)],
    ['👩‍👩‍👧'.repeat(20), '👩‍👩‍👧'.repeat(20)],
    [`${' '.repeat(200)}x`, 'x'],
    ['O’Hara & <b>Söhne</b> 100%', 'O’Hara & <b>Söhne</b> 100%'],
    ['\u200Fעברית', '\u200Fעברית'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(parseName(typed)).toEqual({ value: kept });
  });

  test.each(['', ' ', '\n', '\u00A0\u2003', '\u200B', '\u200E\u200F', '\u00AD', '\u0000'])(
    '%j is blank',
    (typed) => {
      expect(parseName(typed)).toEqual({ problem: 'name must not be blank', code: 'blank' });
    },
  );

  test.each(['n'.repeat(101), '🦄'.repeat(101)])('%# of 101 characters is too long', (typed) => {
    expect(parseName(typed)).toEqual({
      problem: 'name must be at most 100 characters',
      code: 'too_long',
      params: { max: 100 },
    });
  });

  const bad = [0x00, 0x07, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x2028, 0x2029];
  const bidi = [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069];
  test.each([...bad, ...bidi, 0xd800, 0xdfff])('with U+%s inside is refused', (code) => {
    expect(parseName(`Grace${String.fromCharCode(code)}Hopper`)).toEqual({
      problem: 'name must not contain control characters',
      code: 'control_characters',
    });
  });
});
