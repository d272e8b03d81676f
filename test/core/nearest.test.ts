import { expect, test } from 'bun:test';
import { editDistance, nearest } from '../../src/core/nearest.ts';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['same', 'same', 0],
  ['SECERT', 'SECRET', 1],
  ['PRT', 'PORT', 1],
  ['POORT', 'PORT', 1],
  ['PORK', 'PORT', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
])('from %p to %p it takes %p edits, and as many back', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
  expect(editDistance(to, from)).toBe(distance);
});

test.each([
  ['SECERT', 'SECRET'],
  ['ca', 'abc'],
  ['kitten', 'sitting'],
  ['abcdef', 'badcfe'],
  ['', 'abc'],
])('from %p to %p nothing is lost by not counting further than asked', (from, to) => {
  const distance = editDistance(from, to);
  for (let limit = 0; limit <= 8; limit += 1) {
    const counted = editDistance(from, to, limit);
    expect(counted <= limit).toBe(distance <= limit);
    if (distance <= limit) expect(counted).toBe(distance);
  }
});

test('words far apart are not compared to their end', () => {
  expect(editDistance('abcdefgh', 'ijklmnop', 2)).toBe(Infinity);
});

test('the nearest candidate within reach is found', () => {
  const candidates = ['review', 'enabled', 'disabled'];
  expect(nearest('enabeld', candidates, () => 2)).toBe('enabled');
  expect(nearest('disabeld', candidates, () => 2)).toBe('disabled');
});

test('a candidate out of its reach is not suggested, whatever the others allow', () => {
  expect(nearest('POST', ['PORT', 'PAST'], oneExceptPort)).toBe('PAST');
  expect(nearest('POST', ['PORT'], oneExceptPort)).toBeNull();
});

test('of two equally near candidates the first is suggested', () => {
  expect(nearest('cat', ['bat', 'hat'], () => 1)).toBe('bat');
});

function oneExceptPort(candidate: string): number {
  return candidate === 'PORT' ? 0 : 1;
}
