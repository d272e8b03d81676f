import { expect } from 'bun:test';

const tickets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  account_pending: { pending_ticket: expect.stringMatching(/^[\w-]{75}$/) },
  account_exists: { link_ticket: expect.stringMatching(/^[\w-]{43}$/) },
};

/** The ticket in the address of the page that a refused sign-in ends on, for a person who can go on with it. */
export function ticketIn(code: string): Readonly<Record<string, unknown>> {
  return tickets[code] ?? {};
}
