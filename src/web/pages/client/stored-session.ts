// The access token is stored for its tab, the refresh token in localStorage, so that users stay signed in after a
// reload, in a new tab and after a restart of the browser. A cookie would hide the token from scripts, but browsers
// would send it with requests that other sites cause, and the API would need a second authentication method for
// browsers. A script in this page could act as the user in both cases. The Content Security Policy (nothing inline,
// nothing from another origin) prevents such scripts, names and addresses are only shown as text, and no third-party
// code is loaded. When a stolen refresh token is used by both sides, the server ends the session.

const key = 'anchor-auth.session';

/** The session data in localStorage. */
export interface StoredSession {
  readonly refreshToken: string;
  /** The id of the user, so that a tab notices when another tab signs in as a different user. */
  readonly userId: string;
  /** Whether the user must choose a new password before the session opens anything. */
  readonly mustChangePassword?: boolean;
}

export function readStored(): StoredSession | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isStored(value) ? value : null;
  } catch {
    return null;
  }
}

export function writeStored(session: StoredSession | null): void {
  if (session === null) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(session));
}

/** Calls back when another tab signs in, refreshes or signs out; the returned function stops it. */
export function onStoredChange(changed: (session: StoredSession | null) => void): () => void {
  const hear = (event: StorageEvent) => {
    // The key is null when the whole storage was cleared.
    if (event.key === key || event.key === null) changed(readStored());
  };
  addEventListener('storage', hear);
  return () => {
    removeEventListener('storage', hear);
  };
}

const leftKey = 'anchor-auth.left';

/**
 * Tells the other tabs that the user signed out, which closes their pages; a session that ended by itself does not. To
 * be called before the session is removed, because events arrive in the order of the changes.
 */
export function announceSignOut(): void {
  localStorage.setItem(leftKey, '1');
  localStorage.removeItem(leftKey);
}

/**
 * Calls back when the user signs out in another tab, or clears the storage of the site; the returned function stops
 * it.
 */
export function onSignOutElsewhere(left: () => void): () => void {
  const hear = ({ key: changed, newValue }: StorageEvent) => {
    if (changed === null || (changed === leftKey && newValue !== null)) left();
  };
  addEventListener('storage', hear);
  return () => {
    removeEventListener('storage', hear);
  };
}

function isStored(value: unknown): value is StoredSession {
  return (
    typeof value === 'object' &&
    value !== null &&
    'refreshToken' in value &&
    typeof value.refreshToken === 'string' &&
    'userId' in value &&
    typeof value.userId === 'string' &&
    (!('mustChangePassword' in value) || typeof value.mustChangePassword === 'boolean')
  );
}
