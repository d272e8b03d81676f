import { type Email, parseEmail } from '../../../core/email.ts';
import { AppError, type FieldError, validationError } from '../../../core/errors.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { parseName } from '../../../core/name.ts';
import { isoTime } from '../../../core/time.ts';
import { formatId, type Id, parseId } from '../../../core/uuid.ts';
import { groupIdsOf, type MadeInvitation, standingOf } from '../../links/invitations/rules.ts';
import { distinctGroups } from '../memberships/rules.ts';
import type { CreateInvitationRequest, ShownInvitation } from './schema.ts';

/** What an invitation is to give, after validation. */
export interface CheckedInvitation {
  /** Null for anyone who has the link. */
  readonly email: Email | null;
  readonly name: string | null;
  readonly isAdmin: boolean;
  readonly groupIds: readonly Id[];
  readonly maxUses: number;
  readonly lifeMs: number;
}

const hourMs = 60 * 60 * 1000;
const usualHours = 168;

/** Throws AppError `validation_failed` with every field at fault, `group_not_found` for what is no id of a group. */
export function checkInvitation(request: CreateInvitationRequest): CheckedInvitation {
  const problems: FieldError[] = [];
  const email = emailIn(request, problems);
  const name = nameIn(request, problems);
  if (problems.length > 0) throw validationError(problems);
  const { isAdmin, maxUses, expiresInHours } = request;
  return {
    email,
    name,
    isAdmin: isAdmin ?? false,
    groupIds: distinctGroups(request.groups ?? []),
    maxUses: maxUses ?? 1,
    lifeMs: (expiresInHours ?? usualHours) * hourMs,
  };
}

function emailIn({ email }: CreateInvitationRequest, problems: FieldError[]): Email | null {
  if (email === null || email === undefined) return null;
  const checked = parseEmail(email);
  if ('value' in checked) return checked.value;
  problems.push(fieldError('email', checked));
  return null;
}

function nameIn({ name }: CreateInvitationRequest, problems: FieldError[]): string | null {
  if (name === null || name === undefined) return null;
  const checked = parseName(name);
  if ('value' in checked) return checked.value;
  problems.push(fieldError('name', checked));
  return null;
}

/** Parses the id in a path. Throws AppError `invitation_not_found` when it is not an id. */
export function invitationIdOf(text: string): Id {
  const id = parseId(text);
  if (id === null) throw new AppError('invitation_not_found');
  return id;
}

/** An invitation as the API shows it; `names` are those of all groups, by id. */
export function shownInvitation(
  invitation: MadeInvitation,
  names: ReadonlyMap<string, string>,
): ShownInvitation {
  const groups = groupIdsOf(invitation).flatMap((id) => names.get(formatId(id)) ?? []);
  return {
    id: formatId(invitation.id),
    email: invitation.email,
    name: invitation.name,
    isAdmin: invitation.is_admin === 1,
    groups: groups.toSorted(),
    uses: invitation.uses,
    maxUses: invitation.max_uses,
    mailed: invitation.is_mailed === 1,
    state: standingOf(invitation, Date.now()),
    createdAt: isoTime(invitation.created_at),
    expiresAt: isoTime(invitation.expires_at),
    createdBy: makerOf(invitation),
  };
}

function makerOf({
  made_by: id,
  maker_name: name,
  maker_email: email,
}: MadeInvitation): ShownInvitation['createdBy'] {
  if (id === null || name === null || email === null) return null;
  return { id: formatId(id), name, email };
}
