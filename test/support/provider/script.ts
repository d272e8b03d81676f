import type { SigningKey } from './keys.ts';

/** How an endpoint misbehaves: closes, never answers, a byte a second, a web page, HTTP 500, 10 MB. */
export type Failure = 'down' | 'hang' | 'slow' | 'html' | 'error500' | 'huge';

/** An answer of the test's own. */
export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  /** In place of a text. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export type EndpointName =
  | 'discovery'
  | 'jwks'
  | 'authorize'
  | 'token'
  | 'userinfo'
  | 'introspection'
  | 'logout'
  | 'picture';

/** How a token differs from a right one; `undefined` takes a claim or header away. */
export interface TokenChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Another key than the provider's current one. */
  readonly key?: SigningKey;
  /** `signature` breaks it, `payload` changes the claims under it, `none` leaves it away. */
  readonly tamper?: 'signature' | 'payload' | 'none';
}

/** What a test wants to be different; what it does not name is right. */
export interface Script extends Partial<Record<EndpointName, Failure | Reply>> {
  /** Of the next ID tokens; a text is the whole token. */
  readonly idToken?: TokenChanges | string;
  /** Of the next access tokens: opaque unless changes (perhaps none) make it a JWT. */
  readonly accessToken?: TokenChanges | 'opaque';
  /** Signs userinfo, with these changes; by default it is plain JSON. */
  readonly signedUserinfo?: TokenChanges;
  /** The one way in which clients with a secret may authenticate; default either. */
  readonly clientMethod?: 'basic' | 'post';
  /** Whether a code is gone when a client that is refused shows it. */
  readonly usesUpCodes?: boolean;
  /** The addresses to which it sends browsers back, also after a sign-out; default all. */
  readonly registered?: readonly string[];
  /** The scopes that it allows; default all. */
  readonly scopes?: readonly string[];
  /** Replaces parameters of the authorization response; null takes one away. */
  readonly callback?: Readonly<Record<string, string | null>>;
}

export interface Person {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** One request as it came in. */
export interface Received {
  readonly endpoint: EndpointName;
  readonly method: string;
  readonly headers: Headers;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}
