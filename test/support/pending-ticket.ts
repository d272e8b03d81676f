import { expect } from 'bun:test';

/** The ticket in the address of the page that a refused sign-in ends on: only for a person who waits for approval. */
export function ticketIn(code: string): Readonly<Record<string, unknown>> {
  return code === 'account_pending' ? { pending_ticket: expect.stringMatching(/^[\w-]{75}$/) } : {};
}
