import type { Checked } from './result.ts';

const unitMs = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/**
 * Reads a duration such as `15m` or `1.5h`, a number and `ms`, `s`, `m`, `h` or `d`; the value is in
 * milliseconds.
 */
export function parseDuration(text: string): Checked<number> {
  const [, digits, unit] = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|m|h|d)$/.exec(text) ?? [];
  const factor = unitMs.get(unit ?? '');
  if (digits === undefined || factor === undefined) {
    return { problem: 'takes a number and ms, s, m, h or d, such as 15m' };
  }
  return { value: Math.round(Number(digits) * factor) };
}
