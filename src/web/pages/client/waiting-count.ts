import type { PendingCount, Stats } from '../../../features/admin/settings/schema.ts';
import { signedRequest } from './request.ts';

/** How often the count is asked for, by whatever page is open. */
export const countEveryMs = 60_000;
/** The timer of a page may have begun a moment before its first question. */
const slackMs = 1000;

let count = 0;
let askedAtMs = -Infinity;
const listeners = new Set<() => void>();

/** How many people wait for a decision, as far as this tab knows. */
export function waitingCount(): number {
  return count;
}

/** Calls back when the count changes; the returned function stops it. */
export function watchWaitingCount(changed: () => void): () => void {
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
  };
}

/** Takes the count from an answer that contains it. */
export function setWaitingCount(given: number): void {
  if (given === count) return;
  count = given;
  for (const listener of listeners) listener();
}

/** Asks for the count, unless any page of this tab has learnt it within the last minute. Throws Failure. */
export async function refreshWaitingCount(): Promise<void> {
  if (Date.now() - askedAtMs < countEveryMs - slackMs) return;
  askedAtMs = Date.now();
  const path = '/api/admin/users/pending/count';
  const { count: people, linkRequests } = await signedRequest<PendingCount>(path);
  setWaitingCount(people + linkRequests);
}

/** The numbers of the overview, among them the count. Throws Failure. */
export async function loadStats(): Promise<Stats> {
  askedAtMs = Date.now();
  const stats = await signedRequest<Stats>('/api/admin/stats');
  setWaitingCount(stats.pendingUsers + stats.linkRequests);
  return stats;
}
