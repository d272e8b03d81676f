const logged = new WeakSet<Error>();

/** Marks an error as logged with its cause, so that the response to the request does not log it again. */
export function markLogged(error: Error): void {
  logged.add(error);
}

export function isLogged(error: Error): boolean {
  return logged.has(error);
}
