// That the user has signed out in this browser, for the sign-in page of this tab: it must not sign the user in again by
// going to a provider that still knows them.

const key = 'anchor-auth.signed-out';

export function noteSignOut(): void {
  sessionStorage.setItem(key, '1');
}

/** To be called when a session begins. */
export function forgetSignOut(): void {
  sessionStorage.removeItem(key);
}

export function hasSignedOut(): boolean {
  return sessionStorage.getItem(key) !== null;
}
