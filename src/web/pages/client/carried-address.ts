// The e-mail address that a person typed on one sign-in page and needs on another. It is not carried in the address
// of the page, which stays in histories and logs.

const key = 'anchor-auth.address';

export function carryAddress(email: string): void {
  sessionStorage.setItem(key, email);
}

/** The carried e-mail address, once; undefined when there is none. */
export function takeAddress(): string | undefined {
  const email = sessionStorage.getItem(key) ?? undefined;
  sessionStorage.removeItem(key);
  return email;
}
