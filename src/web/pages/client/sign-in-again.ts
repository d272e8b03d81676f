// Users without a password re-authenticate at their provider: a new sign-in replaces the previous session.
import type { SignedIn } from '../../../features/local-login/schema.ts';
import { endOnServer, startSession } from './session.ts';
import { readStored, type StoredSession } from './stored-session.ts';

/** Stores, for this tab, the id of the user who re-authenticates. */
const key = 'anchor-auth.again';

/** To be called before the browser goes to the provider. */
export function beginAgain(): void {
  const stored = readStored();
  if (stored !== null) sessionStorage.setItem(key, stored.userId);
}

/** Takes the session that this tab is re-authenticating; null when there is none or it has ended. */
export function takeBegun(): StoredSession | null {
  const userId = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  const stored = readStored();
  return userId !== null && stored?.userId === userId ? stored : null;
}

/** Replaces the previous session by the new sign-in and returns true; false when the user is a different one. */
export function replaceSession(before: StoredSession, signedIn: SignedIn): boolean {
  if (signedIn.user.id !== before.userId) {
    void endOnServer(signedIn.refresh_token);
    return false;
  }
  // The new session is stored first, so that other tabs never find none.
  startSession(signedIn);
  // The new session continues at the provider.
  void endOnServer(before.refreshToken);
  return true;
}
