// The access token of this tab, so that a reload needs no refresh: a refresh whose answer is lost, as when the
// page is left meanwhile, may end the session. A script that could read it here could also ask for one.

const key = 'anchor-auth.access';

/** An access token and until when it is good. */
export interface AccessToken {
  readonly token: string;
  readonly userId: string;
  /** Of `Date.now()`. A wrong clock is no harm: the server refuses a token that has expired, and it is replaced. */
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
