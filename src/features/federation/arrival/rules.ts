import type { ErrorCode } from '../../../core/errors.ts';
import type { SignupMode } from '../../../config/config.ts';
import { decideByGroups, type GroupRefusal, type GroupRules } from '../claimed-groups/rules.ts';
import { isUndecided } from '../../links/invitations/rules.ts';
import type { Judgement } from '../../links/invitations/service.ts';
import type { Profile } from '../identities/rules.ts';
import type { NewPlace } from '../newcomers/rules.ts';
import type { MoveVerdict } from '../provider-moves/rules.ts';
import { statusRefusal, type UserRow } from '../../users/service.ts';

/** What the operator permits a provider to do. */
export interface IdentityRules {
  /** Whether a first sign-in may make an account. */
  readonly createsAccounts: boolean;
  /** Whether closed registration also applies to users of this provider. */
  readonly obeysClosedMode: boolean;
  /** Whether an identity with a verified address is linked to the account with the same address. */
  readonly linksByEmail: boolean;
  /** What groups at the provider decide; null for a provider whose groups have no meaning here. */
  readonly groups: GroupRules | null;
}

/** What the page reports about a change that the sign-in made to the account. */
export type Notice = 'password_removed' | null;

/** What the database says about a profile from a provider. */
export interface IdentityFacts {
  /** The account that the identity is linked to. */
  readonly known: UserRow | null;
  /** What a move of all people to another provider says about an identity that is not linked. */
  readonly moving: MoveVerdict | null;
  /** The account with the same address. */
  readonly owner: AddressOwner | null;
  readonly isFirstUser: boolean;
  readonly mode: SignupMode;
  /** Whether an account with an unverified address keeps its credentials and sessions when it is linked. */
  readonly keepsUnproven: boolean;
  /** Whether the first account needs the setup token, which a sign-in at a provider cannot carry. */
  readonly needsSetupToken: boolean;
  /** What the invitation allows that the person came with; null without one. */
  readonly invitation: Judgement | null;
}

/** The account that has the address in a profile from a provider. */
export interface AddressOwner {
  readonly user: UserRow;
  /** Whether the address was verified by an administrator, the first-user rule or a provider. */
  readonly isProven: boolean;
  /**
   * Whether the address must not link this subject to the account, because its owner unlinked it or because the
   * account has another subject of the same issuer. Then the provider has given the address to another person or
   * has recreated the same one; the server cannot tell which, so the owner must link the identity by hand.
   */
  readonly mayNotLink: boolean;
}

/** What to do with a profile from a provider. */
export type Decision =
  | { readonly kind: 'sign_in'; readonly user: UserRow }
  /** `seizes`: the account loses the credentials and sessions that another person may have created. */
  | { readonly kind: 'link'; readonly user: UserRow; readonly seizes: boolean }
  | { readonly kind: 'create'; readonly status: 'active' | 'pending'; readonly isFirst: boolean }
  | Extract<MoveVerdict, { readonly kind: 'replace' }>
  | {
      readonly kind: 'refuse';
      readonly code: ErrorCode;
      readonly user: UserRow | null;
      /** With `group_required`: what no group of the user permits. */
      readonly why?: GroupRefusal;
      /** Whether the old subject of an account appears, after a provider move replaced it. */
      readonly contests?: boolean;
    };

/**
 * Decides which account an identity belongs to, and then by the groups of its user; the only function that does, and
 * the order of rules matters.
 */
export function decide(profile: Profile, facts: IdentityFacts, rules: IdentityRules): Decision {
  const decision = decideAccount(profile, facts, rules);
  if (decision.kind === 'refuse' || rules.groups === null) return decision;
  const isFirstUser = decision.kind === 'create' && decision.isFirst;
  const groups = profile.groups ?? { names: [] };
  const byGroups = decideByGroups(groups, rules.groups, { isFirstUser });
  if (byGroups.kind === 'admitted') return decision;
  const user = decision.kind === 'create' ? null : decision.user;
  return { kind: 'refuse', code: 'group_required', user, why: byGroups.why };
}

function decideAccount(
  profile: Profile,
  { known, moving, owner, ...server }: IdentityFacts,
  rules: IdentityRules,
): Decision {
  if (known !== null) return decideKnown(known, server.invitation);
  if (moving !== null) return moving;
  if (profile.email === null) return refuse('provider_email_missing');
  if (owner === null) return decideNew(server, rules);
  const { user, isProven } = owner;
  const isOwnAddress = profile.emailVerified && rules.linksByEmail;
  if (!isOwnAddress || owner.mayNotLink) return refuse('account_exists', user);
  if (user.status === 'disabled') return refuse('account_disabled', user);
  return { kind: 'link', user, seizes: !isProven && !server.keepsUnproven };
}

/** An invitation stands for the approval that an account waits for. */
function decideKnown(user: UserRow, invitation: Judgement | null): Decision {
  const isApproved = invitation?.kind === 'open' && isUndecided(user);
  const code = isApproved ? null : statusRefusal(user);
  return code === null ? { kind: 'sign_in', user } : refuse(code, user);
}

function decideNew(
  server: Omit<IdentityFacts, 'known' | 'moving' | 'owner'>,
  rules: IdentityRules,
): Decision {
  const { isFirstUser: isFirst, mode, invitation } = server;
  // An administrator has asked invited people to come, so it does not matter who may come unasked.
  const code = invitation === null ? closedTo(server, rules) : refusalOf(invitation);
  if (code !== null) return refuse(code);
  if (isFirst && server.needsSetupToken) return refuse('setup_token_required');
  const waits = mode === 'review' && !isFirst && invitation === null;
  return { kind: 'create', status: waits ? 'pending' : 'active', isFirst };
}

/** Why people without an invitation get no account; null when they do. The first user is never unwelcome. */
function closedTo(
  { isFirstUser, mode }: Pick<IdentityFacts, 'isFirstUser' | 'mode'>,
  rules: IdentityRules,
): ErrorCode | null {
  if (!rules.createsAccounts) return 'sign_up_closed';
  const isClosed = mode === 'disabled' && rules.obeysClosedMode && !isFirstUser;
  return isClosed ? 'registration_disabled' : null;
}

function refusalOf(invitation: Judgement): ErrorCode | null {
  return invitation.kind === 'refused' ? invitation.code : null;
}

function refuse(code: ErrorCode, user: UserRow | null = null): Decision {
  return { kind: 'refuse', code, user };
}

/** The account concerned, or the address that has none. */
export function targetOf(user: UserRow | null, { email }: Profile) {
  if (user !== null) return { id: user.id, email: user.email };
  return email === null ? null : { id: null, email: email.address };
}

/** What a new account may do. */
export function placeOf(
  { status, isFirst }: Extract<Decision, { readonly kind: 'create' }>,
  rules: IdentityRules,
): NewPlace {
  // Where groups make administrators, the first user is one by a group as well.
  const isAdmin = isFirst && (rules.groups?.admins ?? []).length === 0;
  return { isAdmin, isProven: isFirst, status };
}
