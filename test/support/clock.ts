import { afterEach, setSystemTime } from 'bun:test';

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of so many units. */
function time(amount: number, unit: keyof typeof units): number {
  return amount * units[unit];
}

/** Moves the clock on (or back) and holds it there; to be used after `restoreClockAfterEach`. */
export function advance(amount: number, unit: keyof typeof units): void {
  setSystemTime(Date.now() + time(amount, unit));
}

/** Holds the clock at the second that has just begun, as texts such as the `Date` header have no smaller part. */
export function stopClockAtSecond(): void {
  const now = Date.now();
  setSystemTime(now - (now % 1000));
}

/** Holds the clock where it is. */
export function stopClock(): void {
  setSystemTime(Date.now());
}

/** Tells how many milliseconds went by since; for what lasted less because it lay within, never for a limit in figures. */
export function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => performance.now() - startedAt;
}

/** Lets the clock run again after each test of the file. */
export function restoreClockAfterEach(): void {
  afterEach(() => {
    setSystemTime();
  });
}
