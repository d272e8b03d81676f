import { refusal } from './refusal.ts';

/** In milliseconds: for one call, and for a whole sign-in. */
export interface Timeouts {
  readonly callMs: number;
  readonly totalMs: number;
}

/** Less than an idle connection of a waiting browser lives (15 seconds). */
export const usualTimeouts: Timeouts = { callMs: 5000, totalMs: 10_000 };

/**
 * Runs `work` and gives it up after `timeoutMs`: the signal ends its own calls, and what it shares with others
 * goes on without it. Throws AppError `provider_unavailable` when the time is over.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const over = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const why = `the provider took longer than ${timeoutMs} ms for all its answers together`;
    over.reject(refusal('provider_unavailable', why));
    stop.abort();
  }, timeoutMs);
  try {
    return await Promise.race([work(stop.signal), over.promise]);
  } finally {
    clearTimeout(timer);
  }
}
