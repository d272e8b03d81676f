// Whoever has no password here confirms at the provider that it is them: a sign-in in place of the one before.
import type { SignedIn } from '../../../features/local-login/schema.ts';
import { endOnServer, startSession } from './session.ts';
import { readStored, type StoredSession } from './stored-session.ts';

/** In this tab alone: whose sign-in is under way again. */
const key = 'anchor-auth.again';

/** To be called when the browser is sent there. */
export function beginAgain(): void {
  const stored = readStored();
  if (stored !== null) sessionStorage.setItem(key, stored.userId);
}

/** The session that was to be confirmed in this tab, once; null when none was, or it is over. */
export function takeBegun(): StoredSession | null {
  const userId = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  const stored = readStored();
  return userId !== null && stored?.userId === userId ? stored : null;
}

/** Puts a sign-in in the place of the session before, unless it is of another person; answers whether it did. */
export function replaceSession(before: StoredSession, signedIn: SignedIn): boolean {
  if (signedIn.user.id !== before.userId) {
    endOnServer(signedIn.refresh_token);
    return false;
  }
  // First the new one: other tabs must never find none.
  startSession(signedIn);
  endOnServer(before.refreshToken);
  return true;
}
