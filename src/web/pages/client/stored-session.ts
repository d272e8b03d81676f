// Where tokens are kept, and why. The access token lives as long as its tab. The refresh token lives in
// localStorage, so that a reload, a new tab or a restart of the browser does not sign anybody out. A cookie
// would hide it from scripts, but it would also travel with every request that another site provokes, and
// the API would need a second way in for browsers alone. A script that runs in this page could act as its
// user either way; what keeps such a script out is the page's policy (nothing inline, nothing from another
// origin), that names and addresses are only ever shown as text, and that no third party's code is loaded.
// A refresh token that was carried off ends its whole session as soon as both sides have used it.

const key = 'anchor-auth.session';

/** What outlives the page. */
export interface StoredSession {
  readonly refreshToken: string;
  /** Whose it is, so that a tab notices when another one signs somebody else in. */
  readonly userId: string;
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

/** Calls back when another tab signs in, refreshes or signs out; what it returns ends that. */
export function onStoredChange(changed: (session: StoredSession | null) => void): () => void {
  const hear = (event: StorageEvent) => {
    // A null key: everything was cleared.
    if (event.key === key || event.key === null) changed(readStored());
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
    typeof value.userId === 'string'
  );
}
