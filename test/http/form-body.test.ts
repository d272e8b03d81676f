// The parameters of a form or query that count: those with exactly one value (RFC 6749 section 3.1).
import { expect, spyOn, test } from 'bun:test';
import { singleValues } from '../../src/http/form-body.ts';

test.each([
  ['', {}],
  ['a=1&b=2', { a: '1', b: '2' }],
  ['?a=1', { a: '1' }],
  ['a=1&a=2&b=3', { b: '3' }],
  ['a=1&b=3&a=1&a=1', { b: '3' }],
  ['a&b=', { a: '', b: '' }],
  ['__proto__=1&constructor=2', { ['__proto__']: '1', constructor: '2' }],
  ['a=%C3%A9+b', { a: 'é b' }],
])('%p has the parameters %p', (text, expected) => {
  expect([...singleValues(text)]).toEqual(Object.entries(expected));
});

test('a form of many names is read in one pass, because a look-up of each among all takes a second', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => index.toString(36));
  using lookUps = spyOn(URLSearchParams.prototype, 'getAll');
  expect(singleValues(names.join('&')).size).toBe(names.length);
  expect(lookUps).not.toHaveBeenCalled();
});
