const logged = new WeakSet<Error>();

/** Notes that a line of the log tells of this error, with its cause: whoever answers the request writes no other. */
export function markLogged(error: Error): void {
  logged.add(error);
}

export function isLogged(error: Error): boolean {
  return logged.has(error);
}
