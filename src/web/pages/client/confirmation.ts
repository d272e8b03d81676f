// What makes a stolen session last asks for a recent sign-in. The page then asks the person, and goes on with
// what was begun.
import type { NamedProvider } from './ways-in.ts';

/** By what a person can confirm that it is them; the names of the server. */
export type ConfirmationMethod = 'password' | 'oidc' | NamedProvider;

/** A question to the person that waits for its answer. */
export interface Confirmation {
  readonly methods: readonly ConfirmationMethod[];
  readonly answer: (isConfirmed: boolean) => void;
}

let show: (confirmation: Confirmation | null) => void = () => undefined;
let open: Confirmation | null = null;
let asking: Promise<boolean> | null = null;

/** Says where questions are shown; null takes the one that is open away. */
export function showConfirmations(given: typeof show): void {
  show = given;
}

/** Asks the person once, however many requests wait for it; false when they would rather not. */
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

/** Takes the question away, as when the session is over. */
export function cancelConfirmation(): void {
  open?.answer(false);
}
