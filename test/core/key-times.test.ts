import { describe, expect, test } from 'bun:test';
import {
  endOf,
  type KeyTimes,
  mayBeUnknown,
  nextKey,
  signingKey,
  stateOf,
  successionOf,
} from '../../src/core/key-times.ts';

const dayMs = 24 * 60 * 60 * 1000;

function key(kid: string, activeFromMs: number, retiredAtMs: number | null = null): KeyTimes {
  return { kid, createdAtMs: 0, activeFromMs, retiredAtMs };
}

interface Row {
  readonly name: string;
  readonly keys: readonly KeyTimes[];
  readonly now: number;
  readonly signing: string | undefined;
  readonly next?: string;
  readonly states: readonly string[];
  readonly ends: readonly (number | null)[];
}

const rows: readonly Row[] = [
  { name: 'no key', keys: [], now: 5, signing: undefined, states: [], ends: [] },
  { name: 'one key', keys: [key('a', 1)], now: 5, signing: 'a', states: ['signing'], ends: [null] },
  {
    name: 'one key and its successor',
    keys: [key('b', 9), key('a', 1)],
    now: 8,
    signing: 'a',
    next: 'b',
    states: ['next', 'signing'],
    ends: [null, 9],
  },
  {
    name: 'a successor whose time has come',
    keys: [key('a', 1), key('b', 9)],
    now: 9,
    signing: 'b',
    states: ['retired', 'signing'],
    ends: [9, null],
  },
  {
    name: 'a key that was retired early',
    keys: [key('a', 1, 4), key('b', 4)],
    now: 4,
    signing: 'b',
    states: ['retired', 'signing'],
    ends: [4, null],
  },
  {
    name: 'two keys of the same moment',
    keys: [key('b', 1), key('a', 1)],
    now: 1,
    signing: 'b',
    states: ['signing', 'retired'],
    ends: [null, 1],
  },
  {
    name: 'a clock that was set back before the only key',
    keys: [key('a', 9)],
    now: 1,
    signing: 'a',
    states: ['signing'],
    ends: [null],
  },
];

describe('with', () => {
  test.each(rows)('$name', ({ keys, now, signing, next, states, ends }) => {
    expect(signingKey(keys, now)?.kid).toBe(signing as never);
    expect(nextKey(keys, now)?.kid).toBe(next as never);
    expect(keys.map((each) => stateOf(each, keys, now))).toEqual(states as never);
    expect(keys.map((each) => endOf(each, keys))).toEqual([...ends]);
  });
});

describe('the next key', () => {
  test.each([
    ['90 days, too early', 90, 83 * dayMs - 1, null],
    ['90 days, a week before', 90, 83 * dayMs, 90 * dayMs],
    ['90 days, a server that was off', 90, 100 * dayMs, 101 * dayMs],
    ['90 days, noticed late', 90, 89.5 * dayMs, 90.5 * dayMs],
    ['3 days, at once', 3, 0, 3 * dayMs],
    ['1 day, at once', 1, 0, dayMs],
    ['never', 0, 1000 * dayMs, null],
  ])('of a rotation of %s', (_, days, now, expected) => {
    expect(successionOf({ activeFromMs: 0 }, { rotationMs: days * dayMs, now })).toBe(expected);
  });

  test.each([
    ['signs as soon as it is made', 0, 0, true],
    ['signs ten minutes after it was published', 600_000, 600_000, false],
    ['signed soon, and every list has been read again', 0, 300_000, false],
  ])('%s', (_, activeFromMs, now, expected) => {
    const times = { kid: 'a', createdAtMs: 0, activeFromMs, retiredAtMs: null };
    expect(mayBeUnknown(times, now)).toBe(expected);
  });
});
