import { expect, test } from 'bun:test';
import { parseDuration } from '../../src/core/duration.ts';

test.each([
  ['250ms', 250],
  ['1s', 1000],
  ['15m', 900_000],
  ['24h', 86_400_000],
  ['90d', 7_776_000_000],
  ['1.5h', 5_400_000],
  ['1.1m', 66_000],
  ['10 s', 10_000],
  ['0s', 0],
])('the duration %p is %p milliseconds', (text, value) => {
  expect(parseDuration(text)).toEqual({ value });
});

test.each([
  '',
  '15',
  'm',
  '15M',
  '15min',
  '-1s',
  '1h30m',
  '1e3s',
  ' 1s',
  '1s ',
  '.5s',
  '1.s',
  '1w',
  '9999999999s',
])('the duration %p is refused with an example of a good one', (text) => {
  expect(parseDuration(text)).toEqual({
    problem: 'takes a number and ms, s, m, h or d, such as 15m',
  });
});
