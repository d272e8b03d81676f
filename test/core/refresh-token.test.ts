import { describe, expect, test } from 'bun:test';
import {
  formatRefreshToken,
  judgeRefresh,
  newRefreshToken,
  parseRefreshToken,
  type RefreshState,
  type RefreshToken,
  refreshTokenHash,
  sessionIdOf,
} from '../../src/core/refresh-token.ts';
import { formatId } from '../../src/core/uuid.ts';

const key = new Uint8Array(32).fill(7);
const now = 1_000_000;
const graceMs = 10_000;

function successor(token: RefreshToken, under = key): RefreshToken {
  const verdict = judgeRefresh(token, stateOf(token), { key: under, now, graceMs });
  if (verdict.kind !== 'rotate') throw new Error(verdict.kind);
  return verdict.next;
}

/** A session whose live end is this token. */
function stateOf(live: RefreshToken, change: Partial<RefreshState> = {}): RefreshState {
  return {
    refresh_hash: refreshTokenHash(live),
    refresh_expires_at: now + 1,
    rotated_at: null,
    ended_at: null,
    ...change,
  };
}

const first = newRefreshToken();
const second = successor(first);
const third = successor(second);
const forged = new Uint8Array([...first.subarray(0, 16), ...newRefreshToken().subarray(16)]);

interface Row {
  readonly name: string;
  readonly shown: RefreshToken;
  readonly state: RefreshState;
  readonly kind: string;
  readonly next?: RefreshToken;
  readonly graceMs?: number;
}

const rows: readonly Row[] = [
  { name: 'the live token', shown: first, state: stateOf(first), kind: 'rotate', next: second },
  {
    name: 'the live token at the moment it expires',
    shown: first,
    state: stateOf(first, { refresh_expires_at: now }),
    kind: 'expired',
  },
  {
    name: 'the live token without any grace',
    shown: first,
    state: stateOf(first),
    graceMs: 0,
    kind: 'rotate',
    next: second,
  },
  {
    name: 'the token before, just rotated',
    shown: first,
    state: stateOf(second, { rotated_at: now }),
    kind: 'repeat',
    next: second,
  },
  {
    name: 'the token before, in the last millisecond of grace',
    shown: first,
    state: stateOf(second, { rotated_at: now - 9999 }),
    kind: 'repeat',
    next: second,
  },
  {
    name: 'the token before, when the grace is over',
    shown: first,
    state: stateOf(second, { rotated_at: now - 10_000 }),
    kind: 'reused',
  },
  {
    name: 'the token before, rotated in what the clock calls the future',
    shown: first,
    state: stateOf(second, { rotated_at: now + 5000 }),
    kind: 'repeat',
    next: second,
  },
  {
    name: 'the token before, rotated far in the future',
    shown: first,
    state: stateOf(second, { rotated_at: now + 10_000 }),
    kind: 'reused',
  },
  {
    name: 'the token before, without any grace',
    shown: first,
    state: stateOf(second, { rotated_at: now }),
    graceMs: 0,
    kind: 'reused',
  },
  {
    name: 'the token before the one before, within the grace',
    shown: first,
    state: stateOf(third, { rotated_at: now }),
    kind: 'reused',
  },
  {
    name: 'a token of the family that never was',
    shown: forged,
    state: stateOf(second, { rotated_at: now }),
    kind: 'reused',
  },
  {
    name: 'a successor that was not given out yet',
    shown: second,
    state: stateOf(first),
    kind: 'reused',
  },
  {
    name: 'the live token of an ended session',
    shown: first,
    state: stateOf(first, { ended_at: now - 1 }),
    kind: 'ended',
  },
  {
    name: 'an outdated token of an ended session',
    shown: first,
    state: stateOf(third, { ended_at: now - 1 }),
    kind: 'ended',
  },
];

describe('a refresh token is judged', () => {
  test.each([...rows])('$name: $kind', ({ shown, state, kind, next, graceMs: grace = graceMs }) => {
    const verdict = judgeRefresh(shown, state, { key, now, graceMs: grace });
    expect(verdict).toEqual((next === undefined ? { kind } : { kind, next }) as typeof verdict);
  });
});

describe('the successor of a refresh token', () => {
  test('is always the same, and unknowable without the server key', () => {
    expect(successor(first)).toEqual(second);
    expect(successor(first, new Uint8Array(32).fill(8))).not.toEqual(second);
  });

  test('is of the same session and shares nothing else with it', () => {
    expect(sessionIdOf(second)).toEqual(sessionIdOf(first));
    expect(second.subarray(16)).not.toEqual(first.subarray(16));
    expect(new Set([first, second, third].map((each) => formatRefreshToken(each))).size).toBe(3);
  });
});

describe('a new refresh token', () => {
  test('is 64 random bytes, written as 128 lower-case hex digits', () => {
    const texts = Array.from({ length: 100 }, () => formatRefreshToken(newRefreshToken()));
    expect(new Set(texts).size).toBe(100);
    for (const text of texts) expect(text).toMatch(/^[0-9a-f]{128}$/);
  });

  test('leads to a session whose public id tells nothing of the token', () => {
    const token = newRefreshToken();
    const id = formatId(sessionIdOf(token));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(formatRefreshToken(token)).not.toContain(id.slice(0, 8));
  });

  test('survives being written and read', () => {
    expect(parseRefreshToken(formatRefreshToken(first))).toEqual(first);
  });

  test.each([
    '',
    'A'.repeat(128),
    'a'.repeat(127),
    'a'.repeat(129),
    'g'.repeat(128),
    ` ${'a'.repeat(127)}`,
    `${'a'.repeat(128)}\n`,
  ])('is never %j', (text) => {
    expect(parseRefreshToken(text)).toBeNull();
  });
});
