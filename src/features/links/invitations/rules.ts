import type { Selectable } from 'kysely';
import { type Email, maskedEmail } from '../../../core/email.ts';
import { type FieldError, validationError } from '../../../core/errors.ts';
import { sha256 } from '../../../core/tokens.ts';
import { type Id, parseId } from '../../../core/uuid.ts';
import type { InvitationTable } from '../../../db/message-tables.ts';
import type { Flag, UserStatus, UserTable } from '../../../db/schema.ts';
import { isAdministrator } from '../../users/rules.ts';

/** An invitation as it is stored, without what only the database needs. */
export type InvitationRow = Omit<Selectable<InvitationTable>, 'token_hash'>;

/** An invitation with what is known of the administrator who made it; the columns are null without one. */
export interface MadeInvitation extends InvitationRow {
  readonly maker_name: string | null;
  readonly maker_email: string | null;
  readonly maker_status: UserStatus | null;
  readonly maker_is_admin: Flag | null;
  readonly maker_admin_group_until: number | null;
}

/** Whether an invitation can be used, or why not. */
export type Standing = 'open' | 'used_up' | 'expired' | 'maker_lost_role';

/** Decides whether an invitation can be used now; one that was made at the command line needs no administrator. */
export function standingOf(invitation: MadeInvitation, now: number): Standing {
  if (invitation.uses >= invitation.max_uses) return 'used_up';
  if (invitation.expires_at <= now) return 'expired';
  return isMakerIn(invitation, now) ? 'open' : 'maker_lost_role';
}

function isMakerIn(invitation: MadeInvitation, now: number): boolean {
  if (invitation.made_by === null) return true;
  if (invitation.maker_status !== 'active') return false;
  const { maker_is_admin: is_admin, maker_admin_group_until: admin_group_until } = invitation;
  return isAdministrator({ is_admin: is_admin ?? 0, admin_group_until }, 'anywhere', now);
}

/** Whether an invitation was made for an address other than this one. */
export function isForOther({ email_key }: InvitationRow, { key }: Pick<Email, 'key'>): boolean {
  return email_key !== null && email_key !== key;
}

/** The refusal of a form with another address than the invited one, which it shows only in part. */
export function otherAddress({ email }: InvitationRow): Error {
  const expected = maskedEmail(email ?? '');
  const problem: FieldError = {
    field: 'email',
    message: `email must be the invited address, ${expected}`,
    code: 'not_invited',
    params: { address: expected },
  };
  return validationError([problem]);
}

/** How an account begins that an invitation makes. A mailed link proves that its user owns the address. */
export function accountOf({ is_admin, is_mailed }: InvitationRow) {
  const access = { isAdmin: is_admin === 1, isProven: is_mailed === 1 };
  return { ...access, status: 'active', waits: null } as const;
}

/** Whether an account waits for its first approval, which an invitation may replace. */
export function isUndecided(user: Pick<UserTable, 'status' | 'waits_until'>): boolean {
  return user.status === 'pending' && user.waits_until !== null;
}

/** The form in which the token of an invitation is stored; null for none. */
export function tokenHashOf(token: string | null | undefined): Uint8Array | null {
  return token ? sha256(token) : null;
}

/** The ids of the groups that a person joins. */
export function groupIdsOf({ group_ids }: Pick<InvitationRow, 'group_ids'>): readonly Id[] {
  const texts: unknown = JSON.parse(group_ids);
  if (!Array.isArray(texts)) return [];
  return texts.flatMap((text) => {
    const id = typeof text === 'string' ? parseId(text) : null;
    return id === null ? [] : [id];
  });
}

/** What the page of a link may say of an invitation. */
export interface OpenedInvitation {
  readonly kind: 'invitation';
  /** The only address that can use it; null for any. */
  readonly email: string | null;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
  readonly role: 'admin' | 'user';
  /** The name that the form proposes; null for none. */
  readonly name: string | null;
  /** The name of the administrator who made it; null for one from the command line. */
  readonly by: string | null;
}

export function opened(invitation: MadeInvitation): OpenedInvitation {
  const { email, expires_at: expiresAt, is_admin, name, maker_name: by } = invitation;
  return {
    kind: 'invitation',
    email,
    expiresAt,
    role: is_admin === 1 ? 'admin' : 'user',
    name,
    by,
  };
}
