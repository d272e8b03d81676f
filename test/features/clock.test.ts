import { describe, expect, test } from 'bun:test';
import { judgeOffset, offsetInWords, offsetOf } from '../../src/features/health/clock/rules.ts';

const askedAt = 1_800_000_000_000;

describe('the offset of a clock is measured against the middle of the round trip', () => {
  test.each([
    ['equal clocks', 0, 0, 0],
    ['a server that is a second ahead', 0, 1000, -1000],
    ['a server that is a second behind', 0, -1000, 1000],
    ['a slow answer that was read on the way', 4000, 2000, 0],
    ['a slow answer that was read at once', 4000, 0, 0],
    ['a slow answer that was read at the end', 4000, 4000, 0],
    ['a slow answer of a server that is certainly behind', 4000, -1000, 1000],
    ['a slow answer of a server that is certainly ahead', 4000, 5000, -1000],
  ] as const)('%s', (_, tookMs, serverMs, offsetMs) => {
    expect(offsetOf({ askedAt, tookMs, serverTime: askedAt + serverMs })).toBeCloseTo(offsetMs);
  });
});

test.each([
  [0, 'right'],
  [2000, 'right'],
  [-2000, 'right'],
  [2001, 'off'],
  [-2001, 'off'],
  [30_000, 'off'],
  [-30_000, 'off'],
  [30_001, 'wrong'],
  [-30_001, 'wrong'],
] as const)('an offset of %d ms is %s', (offsetMs, state) => {
  expect(judgeOffset(offsetMs)).toBe(state);
});

test('an offset is told in seconds and with its side', () => {
  const start = 'The clock of this machine is';
  expect(offsetInWords(45_120)).toBe(`${start} 45.1 seconds ahead of that of the database server`);
  expect(offsetInWords(-2500)).toBe(`${start} 2.5 seconds behind that of the database server`);
});
