import type { SignedIn } from '../../../features/local-login/schema.ts';
import type { LogoutAnswer, Tokens } from '../../../features/sessions/schema.ts';
import { noteEnd } from './ended-session.ts';
import { answerOf, Failure, failureOf } from './failure.ts';
import { type AccessToken, readAccess, writeAccess } from './kept-access.ts';
import { inTurn } from './storage-lock.ts';
import {
  announceSignOut,
  onSignOutElsewhere,
  onStoredChange,
  readStored,
  writeStored,
} from './stored-session.ts';
import { forgetSignOut, noteSignOut } from './sign-out-mark.ts';
import { forgetForms, forgetFormsOfOthers, ignoreUnsaved } from './unsaved.ts';

let access: AccessToken | null = readAccess();
let refreshing: Promise<string | null> | null = null;
/** Whose data the page shows; null before the first answer. */
let shownUserId: string | null = null;
let events: SessionEvents | null = null;

interface SessionEvents {
  /** The user signed out in this browser. */
  readonly left: () => void;
  /** The session has ended without that, for example on another device. */
  readonly ended: () => void;
  /** The same user has a session again. */
  readonly returned: () => void;
  /** The session opens nothing before its user has chosen a new password. */
  readonly restricted: () => void;
}

/** An access token is renewed this long before it expires, so that it does not expire in transit. */
const marginMs = 20_000;

/** Whether this browser has stored a session; the server may have ended it. */
export function hasSession(): boolean {
  return readStored() !== null;
}

/** Whether this browser has stored a session whose user must choose a new password before it opens anything. */
export function mustChoosePassword(): boolean {
  return readStored()?.mustChangePassword === true;
}

/** Whether this browser has stored a session that opens the pages of its user. */
export function opensPages(): boolean {
  return hasSession() && !mustChoosePassword();
}

/** Stores whether the user must choose a new password; other tabs are notified. */
export function noteMustChoose(mustChange: boolean): void {
  const stored = readStored();
  if (stored === null || mustChoosePassword() === mustChange) return;
  const { refreshToken, userId } = stored;
  writeStored({ refreshToken, userId, ...(mustChange ? { mustChangePassword: true } : {}) });
  if (mustChange) events?.restricted();
}

/** Stores the tokens of a sign-in. */
export function startSession({ user, ...tokens }: SignedIn): void {
  forgetFormsOfOthers(user.id);
  forgetSignOut();
  writeStored({
    refreshToken: tokens.refresh_token,
    userId: user.id,
    ...(user.mustChangePassword ? { mustChangePassword: true } : {}),
  });
  keepAccess(tokens, user.id);
}

/** Stores the access token of a re-authentication; the refresh token stays valid. */
export function renewAccess(tokens: Pick<Tokens, 'access_token' | 'expires_in'>): void {
  const stored = readStored();
  if (stored !== null) keepAccess(tokens, stored.userId);
}

/** Removes a session that has ended from this browser; its other tabs are notified. */
export function forgetSession(): void {
  forgetAccess();
  writeStored(null);
  events?.ended();
}

/** Removes the session from this browser because the user signs out, which closes the pages of all tabs. */
export function leaveSession(): void {
  announceSignOut();
  writeStored(null);
  close();
}

function close(): void {
  noteSignOut();
  forgetAccess();
  forgetForms();
  events?.left();
}

/** Whose data the page shows; null if it shows none yet. */
export function shownUser(): string | null {
  return shownUserId;
}

/** Notes that the page shows data of the user of the current access token. */
export function noteAnswer(): void {
  if (access !== null) shownUserId = access.userId;
}

/** The page shows the data of no user any more. */
export function forgetShown(): void {
  shownUserId = null;
}

/** Goes on with the stored session, or loads the page again when it belongs to another user. */
export function resume(): void {
  const stored = readStored();
  const own = shownUserId ?? access?.userId ?? stored?.userId;
  if (stored === null || stored.userId === own) {
    if (stored === null) return;
    forgetFormsOfOthers(stored.userId);
    events?.returned();
    return;
  }
  // No data of the first user may stay on the screen.
  forgetAccess();
  forgetForms();
  ignoreUnsaved();
  location.reload();
}

/**
 * Ends a session on the server, even while the page unloads; a failure is ignored. Returns where the browser signs out
 * at the provider too; null when it need not.
 */
export async function endOnServer(refreshToken: string | undefined): Promise<string | null> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ refreshToken });
  const call = { method: 'POST', headers, body, keepalive: true };
  try {
    const answer = await answerOf<LogoutAnswer>(await fetch('/api/auth/logout', call));
    return answer.signOutUrl ?? null;
  } catch {
    return null;
  }
}

/** Calls back when the session ends or begins again, in this tab or another. */
export function watchSession(given: SessionEvents): void {
  events = given;
  onSignOutElsewhere(close);
  onStoredChange((stored) => {
    if (stored !== null) {
      resume();
      return;
    }
    forgetAccess();
    given.ended();
  });
  // The Back button may restore an old page that missed a sign-in or sign-out.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

/** An access token valid for at least 20 seconds, or null without a session. Throws Failure. */
export async function accessToken(): Promise<string | null> {
  return storedToken() ?? refresh();
}

/** The access token of this tab, if it is valid for at least 20 seconds. */
export function storedToken(): string | null {
  // A restored tab may hold the token of a user who has signed out since.
  const own = access?.userId === readStored()?.userId ? access : null;
  return own !== null && Date.now() < own.expiresAtMs - marginMs ? own.token : null;
}

function forgetAccess(): void {
  access = null;
  writeAccess(null);
}

/** A new access token, requested once however many requests of this tab wait for it. Throws Failure. */
export function refresh(): Promise<string | null> {
  return (refreshing ??= alone(exchange).finally(() => {
    refreshing = null;
  }));
}

/**
 * Tabs refresh one after the other, and each reads the token that the previous one stored: the server treats a second
 * use of a refresh token as theft.
 */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = navigator.locks;
  return locks === undefined ? inTurn(work) : locks.request('anchor-auth.refresh', work);
}

async function exchange(): Promise<string | null> {
  const stored = readStored();
  if (stored === null) return null;
  const response = await fetch('/api/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: stored.refreshToken }),
  }).catch(() => {
    throw new Failure({ code: 'offline' });
  });
  const refusal = response.status === 401 ? await failureOf(response) : null;
  const tokens = refusal === null ? await answerOf<Tokens>(response) : null;
  const known = [stored.refreshToken, tokens?.refresh_token];
  // Another tab signed in or out before the answer arrived, so its session counts.
  if (!known.includes(readStored()?.refreshToken)) return exchange();
  if (tokens === null) {
    noteEnd(refusal?.code === 'refresh_token_expired' ? 'expired' : 'elsewhere');
    forgetSession();
    return null;
  }
  // Read again, because another tab may have chosen a new password meanwhile.
  writeStored({ ...stored, ...readStored(), refreshToken: tokens.refresh_token });
  return keepAccess(tokens, stored.userId);
}

function keepAccess(tokens: Pick<Tokens, 'access_token' | 'expires_in'>, userId: string): string {
  const expiresAtMs = Date.now() + tokens.expires_in * 1000;
  access = { token: tokens.access_token, userId, expiresAtMs };
  writeAccess(access);
  return tokens.access_token;
}
