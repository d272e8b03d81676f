// Where a claim is: by a JSON Pointer (RFC 6901), by its whole name, or by names joined by dots.
import { expect, test } from 'bun:test';
import { claimAt } from '../../src/openid/claim-path.ts';

const claims = {
  sub: 'person-1',
  'a/b': 1,
  'm~n': 2,
  a: { b: [{ c: 3 }, 'x'], '': 4, 'd.e': 5 },
  'a.b': 6,
  'a.c': undefined,
};
const paths: readonly (readonly [string, unknown])[] = [
  ['/a/b/0/c', 3],
  ['/a/b/1', 'x'],
  ['/a/b/00', undefined],
  ['/a/b/-', undefined],
  ['/a/b/length', undefined],
  ['/a/b/2', undefined],
  ['/a/', 4],
  ['/a~1b', 1],
  ['/m~0n', 2],
  ['/a/d.e', 5],
  ['/sub/length', undefined],
  ['a.b', 6],
  ['a.b.0.c', 3],
  ['a.d.e', undefined],
  ['b', undefined],
  ['sub', 'person-1'],
  ['sub.length', undefined],
  ['', undefined],
];

test.each([...paths])('%s', (path, value) => {
  expect(claimAt(claims, path)).toEqual(value);
});
