// What the tests have to know of a provider.
import type { JsonObject } from '../../../src/core/json.ts';
import type { Evidence, ProviderClaims } from '../../../src/core/providers/plan.ts';

/** Somebody who has an account at the providers. */
export interface Member {
  /** The number of their account. */
  readonly id: number;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string;
  /** Microsoft's: whose account it is. */
  readonly tenant: string;
  /** Said instead of the right claims (or members of the document `profile`); undefined takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A Microsoft tenant of some company. */
export const tenant = '11111111-2222-4333-8444-555555555555';

/** The number of the account, as Microsoft names it. */
export function objectId(id: number): string {
  return `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
}

/** An ID token, or documents. */
type Said = Partial<Omit<Evidence, 'idToken'>> & { readonly idToken?: JsonObject };

/** One row of the test table. */
export interface Wire {
  /** The provider as arctic knows it, at its public addresses. */
  readonly arctic: {
    readonly url: (scopes: string[]) => URL;
    readonly redeem: () => Promise<unknown>;
  };
  /** What an authorization response of it may be signed with by name (RFC 9207), and what not. */
  readonly ownNames: readonly string[];
  readonly foreignNames: readonly string[];
  /** The `prompt` and `max_age` that ask it for a new sign-in. */
  readonly freshSignIn: readonly [prompt: string | null, maxAge: string | null];
  /** How its token endpoint refuses a code: most as RFC 6749 section 5.2 has it. */
  readonly badCode: { readonly status: number; readonly error: string };
  /** The variables that point the server here. */
  readonly env: (base: string) => Readonly<Record<string, string>>;
  readonly authorize: RegExp;
  readonly token: RegExp;
  /** What the authorization response names as its sender. */
  readonly responseIssuer: (base: string) => string | null;
  readonly idToken: ((base: string, member: Member) => Record<string, unknown>) | null;
  /** Claims that call an address proved in a word instead of a boolean; null where that is not refused. */
  readonly wordOfProof: Readonly<Record<string, unknown>> | null;
  /** What it says of a person in its own words, and what of that is read. */
  readonly profiles: readonly (readonly [said: Said, read: Partial<ProviderClaims>])[];
  /** The path of the document that says who a person is; null where the ID token does. */
  readonly profile: string | null;
  readonly documents: (base: string, member: Member) => Readonly<Record<string, unknown>>;
}
