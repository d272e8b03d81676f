import { carryAddress } from '../client/carried-address.ts';
import { keptTicket } from '../client/pending-ticket.ts';
import type { Outcome } from '../client/sign-in-methods.ts';

/** What is still to be done before a person with the right password gets on. */
export type Step =
  | { readonly kind: 'approval'; readonly ticket: string }
  | { readonly kind: 'address'; readonly email: string }
  /** The temporary password, if it was typed on this page; null after a reload, because it is kept nowhere. */
  | { readonly kind: 'password'; readonly temporary: string | null };

/** The step after an attempt to sign in; null when there is none. */
export function stepAfter(
  outcome: Outcome,
  { email, password }: { readonly email?: string; readonly password: string },
): Step | null {
  if (outcome === 'signed in') return null;
  if (outcome === 'temporary password') return { kind: 'password', temporary: password };
  if (outcome === 'unconfirmed') return { kind: 'address', email: email ?? '' };
  if (email !== undefined) carryAddress(email);
  return { kind: 'approval', ticket: keptTicket() ?? '' };
}
