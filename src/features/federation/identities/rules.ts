import type { Email } from '../../../core/email.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Provider } from '../../../db/schema.ts';
import type { Finding } from '../../../openid/findings.ts';
import type { GroupClaims } from '../../../openid/group-claims.ts';
import type { ProviderKind } from '../../../openid/provider-kind.ts';

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
  /** How a browser ends the session at the provider too; absent where that is not wanted or not possible. */
  readonly signOut?: ProviderSignOut | null;
  /** Null for a provider whose groups have no meaning here. */
  readonly groups: ToldGroups | null;
  /** What is missing in the answer of the provider, and what to set; absent where no settings would help. */
  readonly findings?: readonly Finding[];
}

export interface ProviderSignOut {
  readonly url: string;
  /** Runs in the transaction that keeps the address. */
  readonly onKeep: (trx: WriteTransaction) => Promise<unknown>;
}

/** What the provider said about groups, and which program it is, for advice. */
export interface ToldGroups extends GroupClaims {
  readonly kind: ProviderKind;
}
