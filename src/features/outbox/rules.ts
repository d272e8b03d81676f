import type { Channel } from '../../db/message-tables.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** How long after each failed attempt a message is tried again; after the last one it is dropped. */
export const retryDelaysMs: Readonly<Record<Channel, readonly number[]>> = {
  mail: [minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 6 * hourMs],
  task: [5 * secondMs, minuteMs, 5 * minuteMs],
  // The schedule that Standard Webhooks suggests.
  webhook: [
    5 * secondMs,
    5 * minuteMs,
    30 * minuteMs,
    2 * hourMs,
    5 * hourMs,
    10 * hourMs,
    14 * hourMs,
    20 * hourMs,
    24 * hourMs,
  ],
};

/** The time in which a message with all its attempts is over, in milliseconds. */
export function wholeScheduleMs(channel: Channel): number {
  return retryDelaysMs[channel].reduce((sum, delay) => sum + delay, hourMs);
}

/** What is stored as the error of a message whose receiver wants no more of them; the channel rests while it is there. */
export const stoppedError =
  'The receiver answered that it wants no more messages, so nothing is sent there until the server is restarted or an administrator tries again.';
