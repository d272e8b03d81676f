import type { OutboxChannel, OutboxState } from '../../../../features/admin/outbox/schema.ts';
import { signedRequest } from '../../client/request.ts';
import { addWords } from '../../words/words.ts';

export type { OutboxState };

/** What waits in one channel. */
export interface Backlog extends OutboxChannel {
  readonly channel: keyof OutboxState;
}

/** The channels in which messages wait. */
export function backlogsIn(state: OutboxState | null): readonly Backlog[] {
  if (state === null) return [];
  const all = [
    { channel: 'mail', ...state.mail },
    { channel: 'webhook', ...state.webhook },
  ] as const;
  return all.filter(({ waiting }) => waiting > 0);
}

/** Throws Failure. */
export async function loadOutbox(): Promise<OutboxState> {
  const state = await signedRequest<OutboxState>('/api/admin/outbox');
  // Usually nothing waits, and the texts are not needed.
  if (backlogsIn(state).length > 0) await addWords('mail');
  return state;
}

const attemptMs = 2000;

/** Has all messages sent now; resolves when most of them have been tried. Throws Failure. */
export async function retryOutbox(): Promise<OutboxState> {
  await signedRequest('/api/admin/outbox/retry', { method: 'POST' });
  await new Promise((resolve) => {
    setTimeout(resolve, attemptMs);
  });
  return loadOutbox();
}
