import type { SigningKey } from './keys.ts';
import type { Person, Received, Script } from './script.ts';

/** A code between the authorization response and the token request. */
export interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
}

export interface IssuedAccessToken {
  readonly clientId: string;
  readonly person: Person;
}

/** Everything the stand-in provider knows. */
export interface ProviderState {
  issuer: string;
  /** Secret by client id; null for a public client. */
  readonly clients: Map<string, string | null>;
  /** Changes to the discovery document; `undefined` takes a member away. */
  announced: Readonly<Record<string, unknown>>;
  /** The members of the key set as published. */
  published: readonly unknown[];
  signingKey: SigningKey;
  person: Person;
  /** Whether user claims beside `sub` are in the ID token or only in userinfo. */
  claimsInIdToken: boolean;
  script: Script;
  readonly codes: Map<string, Grant>;
  readonly accessTokens: Map<string, IssuedAccessToken>;
  readonly requests: Received[];
}

export function discoveryDocument({ issuer, announced }: ProviderState): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    code_challenge_methods_supported: ['S256'],
    ...announced,
  };
}
