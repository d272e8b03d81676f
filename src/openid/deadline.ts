import { refusal } from './refusal.ts';

/** Time limits in milliseconds: for one call, and for a whole sign-in. */
export interface Timeouts {
  readonly callMs: number;
  readonly totalMs: number;
}

/** Less than the idle timeout of a waiting browser's connection (15 seconds). */
export const usualTimeouts: Timeouts = { callMs: 5000, totalMs: 10_000 };

/**
 * Runs `work` and abandons it after `timeoutMs`: the signal ends its own calls, while calls shared with other
 * requests go on. Throws AppError `provider_unavailable` at the timeout.
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
