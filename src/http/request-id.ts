const ids = new WeakMap<Request, string>();

/** Assigns an id to the request, for its answer and every log line that it causes. */
export function giveRequestId(request: Request): string {
  const id = crypto.randomUUID();
  ids.set(request, id);
  return id;
}

/** The id of the request; empty when none was assigned. */
export function requestIdOf(request: Request): string {
  return ids.get(request) ?? '';
}
