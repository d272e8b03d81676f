import type { Email } from '../../../core/email.ts';
import type { Provider } from '../../../db/schema.ts';

/** The verified claims of an identity provider about one user. */
export interface Profile {
  readonly provider: Provider;
  readonly issuer: string;
  /** Compared byte for byte. */
  readonly subject: string;
  /** The provider's name of its own session (`sid`); null when it names none. */
  readonly sid: string | null;
  readonly email: Email | null;
  /** Whether the address counts as verified: the provider says so, or the operator trusts its addresses. */
  readonly emailVerified: boolean;
  /** Whether the provider says so with the boolean true: only then does an account follow the address. */
  readonly emailVerifiedByProvider: boolean;
  /** A displayable name; null when the provider sent none. */
  readonly name: string | null;
  readonly pictureUrl: string | null;
  /** The origin whose pictures may be fetched from a private address. */
  readonly pictureOrigin: string | null;
}
