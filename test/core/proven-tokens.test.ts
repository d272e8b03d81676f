import { describe, expect, test } from 'bun:test';
import { ProvenTokens } from '../../src/core/proven-tokens.ts';

const never = () => {
  throw new Error('This token is known');
};

/** As long as real ones, and alike at both ends. */
const tokenOf = (index: number) => `header.${'x'.repeat(400)}${index}${'y'.repeat(400)}.signature`;

describe('a token', () => {
  test('is checked once when its signature is right', () => {
    const proven = new ProvenTokens();
    expect(proven.isProven('a.b.c', () => true)).toBe(true);
    expect(proven.isProven('a.b.c', never)).toBe(true);
  });

  test('is checked each time when its signature is wrong', () => {
    const proven = new ProvenTokens();
    expect(proven.isProven('a.b.c', () => false)).toBe(false);
    expect(proven.isProven('a.b.c', () => false)).toBe(false);
    expect(proven.isProven('a.b.c', () => true)).toBe(true);
  });

  test('that was added is not checked', () => {
    const proven = new ProvenTokens();
    proven.add('a.b.c');
    expect(proven.isProven('a.b.c', never)).toBe(true);
  });

  test.each(['a.b.C', 'a.b.c.', 'a.b.', 'A.b.c', 'a..c', 'a.b.c ', '', 'a.b.c\u0000'])(
    'other than the added one is checked: %j',
    (other) => {
      const proven = new ProvenTokens();
      proven.add('a.b.c');
      expect(proven.isProven(other, () => false)).toBe(false);
    },
  );
});

describe('many tokens', () => {
  const count = 100_000;

  test('are nearly all remembered, whether they were checked or added', () => {
    const proven = new ProvenTokens();
    for (let index = 0; index < count; index += 2) {
      proven.add(tokenOf(index));
      proven.isProven(tokenOf(index + 1), () => true);
    }
    let checks = 0;
    for (let index = 0; index < count; index += 1) {
      proven.isProven(tokenOf(index), () => {
        checks += 1;
        return true;
      });
    }
    // About 150 belong to sets in which more than eight others came after them.
    expect(checks).toBeWithin(0, count / 50);
  });

  test('of one set push out the oldest one', () => {
    const proven = new ProvenTokens(1);
    const tokens = Array.from({ length: 9 }, (_, index) => tokenOf(index));
    for (const token of tokens) proven.add(token);
    expect(tokens.map((token) => proven.isProven(token, () => false))).toEqual([
      false,
      ...tokens.slice(1).map(() => true),
    ]);
  });
});
