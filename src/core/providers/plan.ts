import { AppError } from '../errors.ts';
import type { JsonObject } from '../json.ts';

/** Where a provider does its work. */
export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  /** Null for a provider without ID tokens. */
  readonly keys: string | null;
}

/** A document to read from the provider during a sign-in. */
export interface DocumentRequest {
  readonly url: string;
  /** Whether it can be read without an access token; else the access token is sent. */
  readonly isPublic: boolean;
}

/** Everything a provider says of one person. */
export interface Evidence {
  /** Verified; null for a provider without ID tokens. */
  readonly idToken: (JsonObject & { readonly sub: string }) | null;
  /** The JSON of every document of the plan, by name. */
  readonly documents: Readonly<Record<string, unknown>>;
}

/** What a provider says about a person, before the checks of this server. */
export interface ProviderClaims {
  readonly subject: string;
  readonly email: unknown;
  readonly emailVerified: boolean;
  readonly name: unknown;
  readonly picture?: unknown;
}

/** What is particular to signing in at a provider; all else is the same for each. */
export interface ProviderPlan {
  /** A fixed address, or one from the discovery document of an issuer. */
  readonly endpoints: Endpoints | { readonly issuer: string };
  readonly scopes: readonly string[];
  /** The `prompt` that has a person sign in anew, as the provider calls it; null where it knows none. */
  readonly freshPrompt: 'login' | 'select_account' | null;
  readonly documents: Readonly<Record<string, DocumentRequest>>;
  /** What is wrong with the issuer of an ID token, as the end of a sentence; null for a provider without them. */
  readonly issuerProblem: ((claims: JsonObject) => string | null) | null;
  /** Whether the provider calls itself so in an authorization response (RFC 9207). */
  readonly isOwnName: (iss: string) => boolean;
  /** Who the evidence speaks of. Throws AppError `provider_answer_invalid`, `provider_refused`. */
  readonly read: (evidence: Evidence) => ProviderClaims;
}

/** An answer that names no person; `why` is for the log of the operator. */
export function invalidAnswer(why: string): AppError {
  return new AppError('provider_answer_invalid', { cause: new Error(why) });
}
