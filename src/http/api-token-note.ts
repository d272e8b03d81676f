import type { ShownApiToken } from '../core/client-info.ts';

const tokens = new WeakMap<Request, ShownApiToken>();

/** Records with which API token a request was made, so that every audit entry about it can name the token. */
export function noteApiToken(request: Request, { name, prefix }: ShownApiToken): void {
  tokens.set(request, { name, prefix });
}

/** The API token of a request that was let in with one. */
export function apiTokenOf(request: Request): ShownApiToken | undefined {
  return tokens.get(request);
}
