// Why the server ended the session of this tab, for the sign-in page, to which a private page sends the person then.

const key = 'anchor-auth.ended';

/** `elsewhere`: it was ended on another device or by an administrator; `expired`: its time was up. */
export type SessionEnd = 'elsewhere' | 'expired';

export function noteEnd(end: SessionEnd): void {
  sessionStorage.setItem(key, end);
}

/** Why the server ended the session; null if it did not. A second call returns null. */
export function takeEnd(): SessionEnd | null {
  const noted = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  return noted === 'elsewhere' || noted === 'expired' ? noted : null;
}
