// Which names groups made here may have.
import { describe, expect, test } from 'bun:test';
import { foldedName, groupNamesIn, parseLocalGroupName } from '../../src/features/groups/rules.ts';

describe('the name of a group made here', () => {
  test.each([
    ['family', 'family'],
    ['  Media & Music ', 'Media & Music'],
    ['Küche', 'Küche'],
    ['日本', '日本'],
    ['a/b:c;d', 'a/b:c;d'],
    ['x'.repeat(100), 'x'.repeat(100)],
    ['🏡'.repeat(100), '🏡'.repeat(100)],
    ['admin', 'admin'],
    ['administrators', 'administrators'],
  ])('may be %j', (given, value) => {
    expect(parseLocalGroupName(given)).toEqual({ value });
  });

  test.each([
    ['', 'blank'],
    [' \t ', 'blank'],
    ['\u200B', 'blank'],
    ['x'.repeat(101), 'too_long'],
    ['🏡'.repeat(101), 'too_long'],
    ['a,b', 'comma'],
    [',', 'comma'],
    ['a\nb', 'control_characters'],
    ['a\u0000b', 'control_characters'],
    ['a\u2028b', 'control_characters'],
    ['a\u202Eb', 'control_characters'],
    [`a${String.fromCharCode(0xd800)}`, 'control_characters'],
    ['admins', 'reserved'],
    [' Admins ', 'reserved'],
    ['ADMINS', 'reserved'],
    ['adm\u0131ns', 'reserved'],
    ['admin\u017F', 'reserved'],
    ['ad\u200Bmins', 'reserved'],
    ['ａｄｍｉｎｓ', 'reserved'],
  ])('may not be %j', (given, code) => {
    expect(parseLocalGroupName(given)).toMatchObject({ code });
  });
});

test.each([
  ['Family', 'FAMILY'],
  ['Straße', 'STRASSE'],
  ['caf\u00E9', 'cafe\u0301'],
  ['Kelvin', '\u212Aelvin'],
  ['a\u00ADb', 'ab'],
])('%j and %j are the same to people', (one, other) => {
  expect(foldedName(one)).toBe(foldedName(other));
});

test.each([
  [null, []],
  ['family', ['family']],
  ['media,family,media', ['family', 'media']],
  ['b,B,a,A', ['A', 'B', 'a', 'b']],
] as const)('%j is shown as %j', (joined, names) => {
  expect(groupNamesIn(joined)).toEqual([...names]);
});
