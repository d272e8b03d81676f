import type { SignedIn } from '../../../features/local-login/schema.ts';
import type { Tokens } from '../../../features/sessions/schema.ts';
import { Failure, failureOf } from './failure.ts';
import { type AccessToken, readAccess, writeAccess } from './kept-access.ts';
import { inTurn } from './storage-lock.ts';
import { onStoredChange, readStored, writeStored } from './stored-session.ts';

let access: AccessToken | null = readAccess();
let refreshing: Promise<string | null> | null = null;
let onEnd: () => void = () => undefined;

/** Asked for shortly before its end, so that it does not expire on the way. */
const marginMs = 20_000;

/** Whether somebody is signed in as far as this browser knows; the server has the last word. */
export function hasSession(): boolean {
  return readStored() !== null;
}

/** Keeps what a sign-in gave. */
export function startSession({ user, ...tokens }: SignedIn): void {
  writeStored({ refreshToken: tokens.refresh_token, userId: user.id });
  keepAccess(tokens, user.id);
}

/** Keeps the access token that showing the password gave; the refresh token stays good. */
export function renewAccess(tokens: Pick<Tokens, 'access_token' | 'expires_in'>): void {
  const stored = readStored();
  if (stored !== null) keepAccess(tokens, stored.userId);
}

/** Forgets the session in this browser; the other tabs notice. */
export function forgetSession(): void {
  forgetAccess();
  writeStored(null);
  onEnd();
}

/** Tells the server that a session is over, also while the page is being left. */
export function endOnServer(refreshToken: string | undefined): void {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ refreshToken });
  const call = { method: 'POST', headers, body, keepalive: true };
  fetch('/api/auth/logout', call).catch(() => null);
}

/** Calls back when the session is over, here or in another tab. */
export function watchSession(ended: () => void): void {
  onEnd = ended;
  onStoredChange((stored) => {
    if (stored === null) {
      forgetAccess();
      onEnd();
    } else if (access !== null && stored.userId !== access.userId) {
      forgetAccess();
      // Somebody else signed in: nothing of the first person may stay on the screen.
      location.reload();
    }
  });
  // The way back may show a page as it was, which has missed who signed in or out meanwhile.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

/** An access token that is good for a while, or null when nobody is signed in. Throws Failure. */
export async function accessToken(): Promise<string | null> {
  // A tab that was restored may have the token of a person who signed out meanwhile.
  const own = access?.userId === readStored()?.userId ? access : null;
  if (own !== null && Date.now() < own.expiresAtMs - marginMs) return own.token;
  return refresh();
}

function forgetAccess(): void {
  access = null;
  writeAccess(null);
}

/** A new access token: asked for once, however many requests and tabs wait for it. Throws Failure. */
export function refresh(): Promise<string | null> {
  return (refreshing ??= alone(exchange).finally(() => {
    refreshing = null;
  }));
}

/**
 * Tabs take turns, and each reads inside its turn the token that the one before it left: of two refreshes at
 * once the server would take one for a thief's.
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
    throw new Failure({ code: 'offline', message: 'The server cannot be reached.' });
  });
  const isOver = response.status === 401;
  if (!response.ok && !isOver) throw await failureOf(response);
  const tokens = isOver ? null : ((await response.json()) as Tokens);
  const known = [stored.refreshToken, tokens?.refresh_token];
  // Another tab signed somebody in or out while the answer was under way: that counts.
  if (!known.includes(readStored()?.refreshToken)) return exchange();
  if (tokens === null) {
    forgetSession();
    return null;
  }
  writeStored({ refreshToken: tokens.refresh_token, userId: stored.userId });
  return keepAccess(tokens, stored.userId);
}

function keepAccess(tokens: Pick<Tokens, 'access_token' | 'expires_in'>, userId: string): string {
  const expiresAtMs = Date.now() + tokens.expires_in * 1000;
  access = { token: tokens.access_token, userId, expiresAtMs };
  writeAccess(access);
  return tokens.access_token;
}
