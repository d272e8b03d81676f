import type { ErrorCode } from '../../../core/errors.ts';
import type { SignupMode } from '../../../config/config.ts';
import type { Profile } from '../identities/rules.ts';
import { statusRefusal, type UserRow } from '../../users/service.ts';

/** What the operator lets a provider do. */
export interface IdentityRules {
  /** Whether a first sign-in may make an account. */
  readonly createsAccounts: boolean;
  /** Whether closed registration closes this way too. */
  readonly obeysClosedMode: boolean;
  /** Whether a verified address links to the account that has it. */
  readonly linksByEmail: boolean;
}

/** What a person should be told about what signing in did to their account. */
export type Notice = 'password_removed' | null;

/** What is known when somebody comes. */
export interface IdentityFacts {
  /** Whose identity it is. */
  readonly known: UserRow | null;
  /** Who has the address. */
  readonly owner: AddressOwner | null;
  readonly isFirstUser: boolean;
  readonly mode: SignupMode;
  /** Whether an account that nobody proved keeps what it had when it is linked. */
  readonly keepsUnproven: boolean;
  /** Whether the first account ever needs a token that no provider can carry. */
  readonly needsSetupToken: boolean;
}

/** The account that has the address of a person who comes from a provider. */
export interface AddressOwner {
  readonly user: UserRow;
  /** Whether an administrator, the first-user rule or a provider vouches for the address. */
  readonly isProven: boolean;
  /**
   * Whether an address never links this subject to the account. It was unlinked by hand, or the account has
   * another subject of the same issuer: the provider gave the address to a new person, or made the same
   * person anew, and the two look alike, so people decide.
   */
  readonly isBarred: boolean;
}

/** What is to be done with somebody who comes from a provider. */
export type Decision =
  | { readonly kind: 'sign_in'; readonly user: UserRow }
  /** `seizes`: the account loses whatever somebody else may have prepared. */
  | { readonly kind: 'link'; readonly user: UserRow; readonly seizes: boolean }
  | { readonly kind: 'create'; readonly status: 'active' | 'pending'; readonly isFirst: boolean }
  | { readonly kind: 'refuse'; readonly code: ErrorCode; readonly user: UserRow | null };

/** The one place that decides who somebody is; the contract's rules in their order. */
export function decide(
  profile: Profile,
  { known, owner, ...server }: IdentityFacts,
  rules: IdentityRules,
): Decision {
  if (known !== null) {
    const code = statusRefusal(known);
    return code === null ? { kind: 'sign_in', user: known } : { kind: 'refuse', code, user: known };
  }
  if (profile.email === null) return refuse('provider_email_missing');
  if (owner === null) return decideNew(server, rules);
  const { user, isProven } = owner;
  const isOwnAddress = profile.emailVerified && rules.linksByEmail;
  if (!isOwnAddress || owner.isBarred) return refuse('account_exists', user);
  if (user.status === 'disabled') return refuse('account_disabled', user);
  return { kind: 'link', user, seizes: !isProven && !server.keepsUnproven };
}

function decideNew(
  { isFirstUser, mode, needsSetupToken }: Omit<IdentityFacts, 'known' | 'owner'>,
  rules: IdentityRules,
): Decision {
  if (!rules.createsAccounts) return refuse('sign_up_closed');
  if (isFirstUser) {
    if (needsSetupToken) return refuse('setup_token_required');
    return { kind: 'create', status: 'active', isFirst: true };
  }
  if (mode === 'disabled' && rules.obeysClosedMode) return refuse('registration_disabled');
  return { kind: 'create', status: mode === 'review' ? 'pending' : 'active', isFirst: false };
}

function refuse(code: ErrorCode, user: UserRow | null = null): Decision {
  return { kind: 'refuse', code, user };
}
