// Stores the access token of this tab, so that a reload needs no refresh: when the page is left during a refresh, its
// answer is lost and the session may end. A script that could read the token here could also request one.

const key = 'anchor-auth.access';

/** An access token with its user and expiry. */
export interface AccessToken {
  readonly token: string;
  readonly userId: string;
  /** In milliseconds, by `Date.now()`. A wrong clock is harmless: the token is renewed when the server refuses it. */
  readonly expiresAtMs: number;
}

export function readAccess(): AccessToken | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return isAccess(value) ? value : null;
  } catch {
    return null;
  }
}

export function writeAccess(access: AccessToken | null): void {
  if (access === null) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify(access));
}

function isAccess(value: unknown): value is AccessToken {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    typeof value.token === 'string' &&
    'userId' in value &&
    typeof value.userId === 'string' &&
    'expiresAtMs' in value &&
    typeof value.expiresAtMs === 'number'
  );
}
