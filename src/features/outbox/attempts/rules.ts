import type { DropReason } from '../../../core/drop-reasons.ts';
import type { Channel, OutboxTable } from '../../../db/message-tables.ts';
import { retryDelaysMs } from '../rules.ts';

/** What decides about a message, beside the time. */
type Tried = Pick<OutboxTable, 'channel' | 'attempts' | 'expires_at'>;

/** A message as its channel gets it. */
export interface OutgoingMessage {
  /** The same at every attempt, as a UUID. */
  readonly id: string;
  /** Which mail or event it is. */
  readonly kind: string;
  readonly payload: unknown;
  /** When it was stored, in milliseconds since 1970. */
  readonly createdAt: number;
}

/** The end of an attempt; `message` says in words what went wrong, without secrets. */
export type SendResult =
  | { readonly outcome: 'delivered' }
  /** Tried again, unless all attempts are used up; refused for good; or the receiver wants no messages any more. */
  | { readonly outcome: 'try_again' | 'refused' | 'stopped'; readonly message: string };

/** Sends one message. It gives up when `signal` says so, and never throws for what the other side does. */
export type Send = (message: OutgoingMessage, signal: AbortSignal) => Promise<SendResult>;

/** When a message that is tried now is due again, unless the attempt ends it. */
export function dueAfterAttempt({ channel, attempts, expires_at }: Tried, now: number): number {
  const delays = retryDelaysMs[channel];
  return Math.min(now + (delays[attempts] ?? delays.at(-1) ?? 0), expires_at);
}

/** Whether a message that was tried so often is not tried again. */
export function isUsedUp(channel: Channel, attempts: number): boolean {
  return attempts > retryDelaysMs[channel].length;
}

/** Why a message is dropped before it is tried; null for one that may be sent. */
export function dropReason(
  { channel, attempts, expires_at }: Tried,
  now: number,
): DropReason | null {
  if (expires_at <= now) return 'message_expired';
  return isUsedUp(channel, attempts) ? 'attempts_used_up' : null;
}
