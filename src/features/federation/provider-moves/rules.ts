// What a provider move replaces: the identities of one issuer, when a new subject comes with their verified address.
import type { Selectable } from 'kysely';
import { parseEmail } from '../../../core/email.ts';
import type { ErrorCode } from '../../../core/errors.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import type { MovedIdentityTable, ProviderMoveTable } from '../../../db/provider-move-tables.ts';
import type { IdentityRow } from '../identities/service.ts';
import type { UserRow } from '../../users/service.ts';
import type { Obstacle } from './schema.ts';

export type MoveRow = Selectable<ProviderMoveTable>;

export type MovedRow = Selectable<MovedIdentityTable>;

/** Where people come from, and where they go; the same issuer twice when the provider was set up anew. */
export type Issuers = Pick<MoveRow, 'from_issuer' | 'to_issuer'>;

export const moveLengthMs = 14 * 24 * 60 * 60 * 1000;

export type MoveState = 'running' | 'ended' | 'undone';

export function stateOf(
  { undone_at, ends_at }: Pick<MoveRow, 'undone_at' | 'ends_at'>,
  now: number,
): MoveState {
  if (undone_at !== null) return 'undone';
  return now < ends_at ? 'running' : 'ended';
}

/** Whether the provider stays and gives its users new subjects. */
export function isWithinOneIssuer({ from_issuer, to_issuer }: Issuers): boolean {
  return sameIssuer(from_issuer, to_issuer);
}

/** An identity that may be replaced, with what is asked of its account. */
export interface OldIdentity {
  readonly identity: Pick<IdentityRow, 'email' | 'email_verified' | 'last_used_at'>;
  readonly user: Pick<UserRow, 'status' | 'is_admin' | 'admin_group'>;
}

/** What else the database holds about the account and the address of an old identity. */
export interface Surroundings {
  /** Whether the account has another identity of the old issuer. */
  readonly hasSeveral: boolean;
  /** Whether the account has an identity of the new issuer already, which is another one. */
  readonly isAtNewIssuer: boolean;
  /** Whether another identity of the old issuer has the same verified address. */
  readonly isAddressShared: boolean;
  /** Whether the address is the one of another account. */
  readonly isAddressOfAnother: boolean;
  /** Whether an identity of the account was replaced during this move already. */
  readonly wasMoved: boolean;
}

/**
 * Why the identity is not replaced; null when it is. The server cannot tell a person with a new subject from another
 * person who was given the address, so within one issuer only identities that were not used since may be replaced,
 * and never those of administrators.
 */
export function obstacleOf(
  { identity, user }: OldIdentity,
  move: Issuers & Pick<MoveRow, 'began_at'>,
  around: Surroundings,
): Obstacle | null {
  if (user.status === 'disabled') return 'account_disabled';
  if (addressKeyOf(identity) === null) return 'no_verified_address';
  if (isWithinOneIssuer(move)) {
    // Also who was made one by a group at the last sign-in, however long ago.
    if (user.is_admin === 1 || user.admin_group !== null) return 'administrator';
    if (identity.last_used_at >= move.began_at) return 'signed_in_since';
  }
  return obstacleIn(around);
}

function obstacleIn(around: Surroundings): Obstacle | null {
  if (around.hasSeveral) return 'several_identities';
  if (around.isAtNewIssuer) return 'at_new_issuer';
  if (around.isAddressShared) return 'address_shared';
  if (around.isAddressOfAnother) return 'address_of_another';
  return around.wasMoved ? 'moved_before' : null;
}

/** The canonical form of the address that the provider verified last; null when it verified none. */
export function addressKeyOf({
  email,
  email_verified,
}: Pick<IdentityRow, 'email' | 'email_verified'>): string | null {
  if (email_verified !== 1 || email === null) return null;
  const parsed = parseEmail(email);
  return 'value' in parsed ? parsed.value.key : null;
}

/** What a move says about a subject that no account has. */
export type MoveVerdict =
  | {
      readonly kind: 'replace';
      readonly user: UserRow;
      readonly old: IdentityRow;
      readonly move: MoveRow;
    }
  | MoveRefusal;

export interface MoveRefusal {
  readonly kind: 'refuse';
  readonly user: UserRow;
  readonly code: ErrorCode;
  /** Whether an old subject appears now, after its identity was replaced. */
  readonly contests: boolean;
}

/** How a subject is refused whose address names an identity that is not replaced. */
export function refusalOf(obstacle: Obstacle): ErrorCode {
  return obstacle === 'account_disabled' ? obstacle : 'account_exists';
}
