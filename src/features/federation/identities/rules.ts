import type { Email } from '../../../core/email.ts';
import type { Provider } from '../../../db/schema.ts';

/** Somebody as an identity provider vouches for them, checked. */
export interface Profile {
  readonly provider: Provider;
  readonly issuer: string;
  /** Compared as exact text. */
  readonly subject: string;
  readonly email: Email | null;
  /** Whether the address counts as verified: by the provider's word, or because the operator trusts it. */
  readonly emailVerified: boolean;
  /** Whether the provider itself says so with the boolean true: only then an account follows the address. */
  readonly emailVerifiedByProvider: boolean;
  /** A name that may be shown here; null when the provider told none. */
  readonly name: string | null;
  readonly pictureUrl: string | null;
  /** Whose pictures may come from a private address. */
  readonly pictureOrigin: string | null;
}
