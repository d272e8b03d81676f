import { takeEnd } from '../client/ended-session.ts';
import { dropTicket, keepTicket } from '../client/pending-ticket.ts';
import { hasSession } from '../client/session.ts';
import { hasSignedOut } from '../client/sign-out-mark.ts';
import { takeNotice } from '../client/sign-in-notice.ts';
import { takeBegun } from '../client/sign-in-again.ts';
import { sentenceForCode } from '../frame/sentences.ts';
import { t } from '../words/words.ts';

/** What the sign-in page was opened with; its query is removed from the address, because a code must not stay there. */
export interface Arrival {
  readonly code: string | null;
  readonly problem: Problem | null;
  /** With which the person can ask for the link to an account that has their address; null when there is none. */
  readonly linkTicket: string | null;
  readonly redirect: string | null;
  /** Whether the user returns from a re-authentication at a provider that did not succeed. */
  readonly isAgain: boolean;
  /** Whether the page stays, although it may usually go to the provider at once. */
  readonly stays: boolean;
}

export interface Problem {
  readonly sentence: string;
  readonly tone: 'danger' | 'info' | 'success';
  /** Whether no group of the user permits the sign-in; a sentence can then name the provider. */
  readonly isAboutGroups?: boolean;
}

/** Reads the address; the ticket of a person who waits for approval is kept for the tab. */
export function arrive(): Arrival {
  const query = new URLSearchParams(location.search);
  const redirect = query.get('redirect');
  const isLocal = query.has('local');
  keepOnly(redirect, isLocal);
  const code = query.get('code');
  const isAgain = code === null && takeBegun() !== null;
  const hasProblem = query.has('error') || query.has('error_code');
  if (hasProblem) renewTicket(isAgain ? null : query.get('pending_ticket'));
  const problem = hasProblem ? problemOf(query.get('error_code')) : told();
  const stays = isLocal || problem !== null || hasSignedOut();
  const linkTicket = isAgain ? null : query.get('link_ticket');
  return { code, problem, linkTicket, redirect, isAgain, stays };
}

/** Leaves in the address only what a reload of the page needs. */
function keepOnly(redirect: string | null, isLocal: boolean): void {
  const kept = [
    ...(isLocal ? ['local'] : []),
    ...(redirect === null ? [] : [new URLSearchParams({ redirect }).toString()]),
  ].join('&');
  history.replaceState(history.state, '', location.pathname + (kept && `?${kept}`));
}

/** The result of the latest attempt counts, so an older ticket is dropped. */
function renewTicket(ticket: string | null): void {
  if (ticket === null) dropTicket();
  else keepTicket(ticket);
}

/** What the page before wants to be said here, else why the session ended. */
function told(): Problem | null {
  const sentence = takeNotice();
  return sentence === null ? endOfSession() : { sentence, tone: 'success' };
}

/** A pending account is no error, so its message is informative. */
function problemOf(code: string | null): Problem {
  return {
    sentence: sentenceForCode(code),
    tone: code === 'account_pending' ? 'info' : 'danger',
    isAboutGroups: code === 'group_required',
  };
}

/** Why the session of this browser has ended; null when it has not, or when that was told already. */
export function endOfSession(): Problem | null {
  const end = takeEnd();
  // Another tab may have signed in meanwhile.
  if (end === null || hasSession()) return null;
  const isExpired = end === 'expired';
  const sentence = t(isExpired ? 'error.refresh_token_expired' : 'signIn.endedElsewhere');
  return { sentence, tone: 'info' };
}
