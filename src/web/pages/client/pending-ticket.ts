// The ticket of a person who waits for approval: the page asks with it whether an administrator has decided. It is
// kept for the tab, so that a reload goes on, and opens nothing.
import type { PendingStatus } from '../../../features/local-login/pending/schema.ts';
import { request } from './request.ts';

const key = 'anchor-auth.pending';

export function keepTicket(ticket: string): void {
  sessionStorage.setItem(key, ticket);
}

/** The ticket of this tab; null when there is none. */
export function keptTicket(): string | null {
  return sessionStorage.getItem(key);
}

export function dropTicket(): void {
  sessionStorage.removeItem(key);
}

/** Where the registration of a ticket stands. Throws Failure, `invalid_pending_ticket` after the life of the ticket. */
export async function askPending(ticket: string): Promise<PendingStatus['status']> {
  const json = { ticket };
  return (await request<PendingStatus>('/api/auth/pending', { method: 'POST', json })).status;
}
