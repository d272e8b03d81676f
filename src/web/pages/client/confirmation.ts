// The server requires a recent sign-in for requests with which a stolen session could gain lasting access. The page
// then asks the user to re-authenticate and repeats the request.
import type { NamedProvider } from './sign-in-methods.ts';

/** The methods of re-authentication, by their names in the API. */
export type ConfirmationMethod = 'password' | 'oidc' | NamedProvider;

/** A re-authentication that waits for the user. */
export interface Confirmation {
  readonly methods: readonly ConfirmationMethod[];
  readonly answer: (isConfirmed: boolean) => void;
}

let show: (confirmation: Confirmation | null) => void = () => undefined;
let open: Confirmation | null = null;
let asking: Promise<boolean> | null = null;

/** Sets the function that shows a re-authentication; it is called with null to close the open one. */
export function showConfirmations(given: typeof show): void {
  show = given;
}

/** Asks the user once, however many requests wait; false when the user cancels. */
export function confirmIdentity(methods: readonly ConfirmationMethod[]): Promise<boolean> {
  return (asking ??= new Promise((resolve) => {
    open = {
      methods,
      answer: (isConfirmed) => {
        [asking, open] = [null, null];
        show(null);
        resolve(isConfirmed);
      },
    };
    show(open);
  }));
}

/** Cancels the open re-authentication, for example when the session has ended. */
export function cancelConfirmation(): void {
  open?.answer(false);
}
