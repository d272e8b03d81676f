import type { AnchorAuthError } from './errors.ts';
import type { FetchAnswer, FetchInit } from './platform.ts';

/** The tokens of a session. An empty access token is refreshed before the first call. */
export interface StoredTokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** Where the tokens are kept: in memory unless the app has another place. */
export interface TokenStore {
  get(): StoredTokens | null | Promise<StoredTokens | null>;
  /** Null removes them. */
  set(tokens: StoredTokens | null): void | Promise<void>;
}

export interface AnchorAuthOptions {
  /** The address of the server (its `APP_URL`). */
  readonly server: string;
  readonly store?: TokenStore | undefined;
  /** Sent in place of the tokens of a session. */
  readonly apiToken?: string | undefined;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The session is over, and the user has to sign in again. */
  onSessionEnd?(error: AnchorAuthError): void;
  /**
   * Where several tabs share a store, lets one at a time change the tokens:
   * `(work) => navigator.locks.request('anchor-auth', work)`
   */
  lock?(work: () => Promise<void>): Promise<unknown>;
  /** In place of the `fetch` of the platform. */
  fetch?(this: void, url: string, init: FetchInit): Promise<FetchAnswer>;
}

export function memoryStore(): TokenStore {
  let kept: StoredTokens | null = null;
  return {
    get: () => kept,
    set: (tokens) => {
      kept = tokens;
    },
  };
}
