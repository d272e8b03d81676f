import type { SignedIn } from '../../../features/local-login/schema.ts';
import type { Tokens } from '../../../features/sessions/schema.ts';
import { Failure } from '../client/failure.ts';
import { request } from '../client/request.ts';
import { accessToken, endOnServer, hasSession } from '../client/session.ts';
import {
  type Credential,
  type SignedInHere,
  storeCredential,
  takeCredential,
} from './kept-credential.ts';

let current: Credential | null = null;
let renewing: Promise<string | null> | null = null;
let changed: (credential: Credential | null) => void = () => undefined;

/** An access token is renewed this long before it expires, so that it does not expire in transit. */
const marginMs = 20_000;

/** Restores the credential of this tab, and stores it whenever the page is left. */
export function restoreCredential(onChange: typeof changed): void {
  changed = onChange;
  take();
  addEventListener('pagehide', () => {
    storeCredential(current);
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) take();
  });
}

function take(): void {
  const kept = takeCredential();
  setCredential(kept?.kind === 'session' && !hasSession() ? null : kept);
}

export function setCredential(credential: Credential | null): void {
  current = credential;
  changed(credential);
}

/**
 * Signs in for this tab alone; the session of the pages stays as it is. False when the account needs another step
 * than its password. Throws Failure.
 */
export async function signInHere(email: string, password: string): Promise<boolean> {
  const call = { method: 'POST', json: { email, password } } as const;
  const answer = await request<Partial<SignedIn>>('/api/auth/login', call);
  const { access_token: access, refresh_token: refresh, expires_in: seconds, user } = answer;
  if (access === undefined || refresh === undefined || seconds === undefined) {
    return false;
  }
  if (user?.mustChangePassword === true) {
    void endOnServer(refresh);
    return false;
  }
  setCredential(
    signedIn(email, { access_token: access, refresh_token: refresh, expires_in: seconds }),
  );
  return true;
}

/** Ends the sign-in of the dialog on the server; a session of the pages and a token are only forgotten. */
export function dropCredential(): void {
  if (current?.kind === 'signed-in') void endOnServer(current.refreshToken);
  setCredential(null);
}

/** Stops using the session of the pages, because it has ended; a sign-in of the dialog and a token stay. */
export function dropSession(): void {
  if (current?.kind === 'session') setCredential(null);
}

/** The bearer token for the next request, renewed when it has expired; null without one. Throws Failure. */
export async function bearerToken(): Promise<string | null> {
  if (current === null) return null;
  if (current.kind === 'token') return current.token;
  const token = current.kind === 'session' ? await accessToken() : await tokenOf(current);
  if (token === null) setCredential(null);
  return token;
}

async function tokenOf(credential: SignedInHere): Promise<string | null> {
  if (Date.now() < credential.expiresAtMs - marginMs) return credential.accessToken;
  return (renewing ??= renew(credential).finally(() => {
    renewing = null;
  }));
}

async function renew(credential: SignedInHere): Promise<string | null> {
  const json = { refresh_token: credential.refreshToken };
  try {
    const tokens = await request<Tokens>('/api/auth/refresh', { method: 'POST', json });
    // The person may have signed out before the answer arrived.
    if (current === credential) setCredential(signedIn(credential.email, tokens));
    return tokens.access_token;
  } catch (error) {
    if (error instanceof Failure && error.status === 401) return null;
    throw error;
  }
}

function signedIn(email: string, tokens: Omit<Tokens, 'token_type'>): SignedInHere {
  return {
    kind: 'signed-in',
    email,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresAtMs: Date.now() + tokens.expires_in * 1000,
  };
}
