const ids = new WeakMap<Request, string>();

/** Gives the request an id that names it in its answer and in every log line it causes. */
export function giveRequestId(request: Request): string {
  const id = crypto.randomUUID();
  ids.set(request, id);
  return id;
}

/** The id of the request; empty for one that never got one. */
export function requestIdOf(request: Request): string {
  return ids.get(request) ?? '';
}
