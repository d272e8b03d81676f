/** One reading of the clock of another machine; times in milliseconds since 1970. */
export interface ClockSample {
  /** This machine's time when it asked. */
  readonly askedAt: number;
  /** How long the answer took. */
  readonly tookMs: number;
  readonly serverTime: number;
}

/** A larger offset causes a warning. */
const tolerableMs = 2000;
/** A larger offset would end sessions and codes too early or too late. */
const usableMs = 30_000;

/**
 * By how many milliseconds this machine's clock is ahead of the other, at least; negative when it is behind. The
 * other clock was read at some moment between question and answer, so an offset within that time does not count.
 */
export function offsetOf({ askedAt, tookMs, serverTime }: ClockSample): number {
  const middle = askedAt + tookMs / 2 - serverTime;
  return Math.sign(middle) * Math.max(0, Math.abs(middle) - tookMs / 2);
}

export type ClockState = 'right' | 'off' | 'wrong';

export function judgeOffset(offsetMs: number): ClockState {
  const distance = Math.abs(offsetMs);
  if (distance > usableMs) return 'wrong';
  return distance > tolerableMs ? 'off' : 'right';
}

/** An offset as part of a sentence. */
export function offsetInWords(offsetMs: number): string {
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(1);
  const side = offsetMs > 0 ? 'ahead of' : 'behind';
  return `The clock of this machine is ${seconds} seconds ${side} that of the database server`;
}
