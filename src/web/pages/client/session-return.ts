// A session that ends without a sign-out in this browser, for example on another device, does not close the page. The
// page hides its content and waits for the same user, so that nothing that was typed is lost.

let waiting: PromiseWithResolvers<boolean> | null = null;
let show: (isWaiting: boolean) => void = () => undefined;

/** Sets the function that asks the user to sign in again; it is called with false to end the question. */
export function showReturn(given: typeof show): void {
  show = given;
}

/** Asks the user to sign in again. */
export function awaitReturn(): void {
  waiting ??= Promise.withResolvers<boolean>();
  show(true);
}

/** Ends the question: the user has signed in again, or leaves the page. */
export function endWait(hasReturned: boolean): void {
  waiting?.resolve(hasReturned);
  waiting = null;
  show(false);
}

/** Whether the user has signed in again, once that is known; false at once when the page does not wait. */
export function userReturned(): Promise<boolean> {
  return waiting?.promise ?? Promise.resolve(false);
}
