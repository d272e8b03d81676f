// What a person can do with the ticket of a sign-in that is not linked to their account.
import type { Asked } from '../../../features/federation/link-requests/schema.ts';
import type { SignedIn } from '../../../features/local-login/schema.ts';
import { Failure } from './failure.ts';
import { request } from './request.ts';
import { type Outcome, startOrWait } from './sign-in-methods.ts';

/** Asks the administrators for the link. Throws Failure. */
export function askForLink(ticket: string): Promise<Asked> {
  return request<Asked>('/api/auth/link-requests', { method: 'POST', json: { ticket } });
}

/** Links with the password of the account, and signs in. Throws Failure. */
export async function confirmLink(ticket: string, password: string): Promise<Outcome> {
  const json = { ticket, password };
  const path = '/api/auth/link-requests/confirm';
  const outcome = await startOrWait(() => request<SignedIn>(path, { method: 'POST', json }));
  // Only the form with the address can send its link again.
  if (outcome === 'unconfirmed') throw new Failure({ code: 'email_not_verified' });
  return outcome;
}
