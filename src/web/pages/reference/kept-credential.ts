// The credential is stored for its tab, so that a reload keeps it. It lies in sessionStorage only while no page is
// open: a duplicated tab copies that storage, and two tabs that use one refresh token would end the session.

const key = 'anchor-auth.reference';

/** A sign-in of the dialog, which belongs to this tab alone. */
export interface SignedInHere {
  readonly kind: 'signed-in';
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** In milliseconds, by `Date.now()`. */
  readonly expiresAtMs: number;
}

/** How requests are authorized: by the session of the pages, a sign-in of the dialog or a pasted token. */
export type Credential =
  { readonly kind: 'session' } | { readonly kind: 'token'; readonly token: string } | SignedInHere;

/** Reads the stored credential and removes it from the storage. */
export function takeCredential(): Credential | null {
  const text = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isCredential(value) ? value : null;
  } catch {
    return null;
  }
}

export function storeCredential(credential: Credential | null): void {
  if (credential !== null) sessionStorage.setItem(key, JSON.stringify(credential));
}

function isCredential(value: unknown): value is Credential {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'session') return true;
  const texts = value.kind === 'token' ? ['token'] : ['email', 'accessToken', 'refreshToken'];
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    texts.every((name) => typeof fields.get(name) === 'string') &&
    (value.kind === 'token' || typeof fields.get('expiresAtMs') === 'number')
  );
}
