import { type Email, parseEmail } from '../../../core/email.ts';
import { AppError, type FieldError, validationError } from '../../../core/errors.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { parseName } from '../../../core/name.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import type { CheckedField } from '../../../core/result.ts';
import type { Id } from '../../../core/uuid.ts';
import type { UserStatus } from '../../../db/schema.ts';
import type { AuditEntry, AuditEvent } from '../../audit/service.ts';
import type { Person } from '../../sessions/service.ts';
import { isAdministrator, showUser } from '../../users/rules.ts';
import type { User, UserChange, UserRow } from '../../users/service.ts';

/** The administrator who changes another account, and the client used; null for the command line. */
export type Actor = {
  readonly id: Id;
  readonly email: string;
  readonly origin: ClientInfo;
  /** Their session or API token, which must still work when the change is made. */
  readonly caller: Person;
} | null;

/** The actor for an administrator who calls. */
export function actorOf(person: Person, origin: ClientInfo): NonNullable<Actor> {
  return { id: person.userId, email: person.me.email, origin, caller: person };
}

/**
 * Refuses what no API token may do, whatever its scopes: to make administrators, or to touch one. Throws AppError
 * `insufficient_scope`.
 */
export function requireForToken(by: Actor, { isAdmin }: { readonly isAdmin: boolean }): void {
  if (by !== null && by.caller.token !== null && isAdmin) throw new AppError('insufficient_scope');
}

/** The account that a change is about. Throws AppError `insufficient_scope` for an administrator's and an API token. */
export function targetOf(by: Actor, user: UserRow): UserRow {
  requireForToken(by, { isAdmin: isAdministrator(user, 'anywhere') });
  return user;
}

/** An API token may enable and disable, and change nothing else. Throws AppError `insufficient_scope`. */
export function requireStatusOnly(by: Actor, change: CheckedChange): void {
  if (by === null || by.caller.token === null) return;
  const { email, name, isAdmin, status } = change;
  const isMore = email !== null || name !== null || isAdmin !== null || status === 'pending';
  if (isMore) throw new AppError('insufficient_scope');
}

/** The user of a change as its administrator sees them, whatever session they may have. */
export function shownUser(user: UserRow): User {
  return showUser(user, 'anywhere');
}

/** An account that an administrator creates. */
export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  /** Null: one is generated. */
  readonly password: string | null;
  /** Whether the person must choose another password at the first sign-in. */
  readonly mustChange: boolean;
}

/** The access of a new account: it is active, its address counts as verified, and the first one administers. */
export function activeAccount({ isAdmin, mustChange }: NewAccount, isFirst: boolean) {
  const isActive = { isProven: true, status: 'active', waits: null } as const;
  return { isAdmin: isAdmin || isFirst, mustChangePassword: mustChange, ...isActive };
}

export interface CreatedAccount {
  readonly user: User;
  /** Whether it is the first account of the server. */
  readonly isFirst: boolean;
  /** To be shown once; null when the password was given. */
  readonly generatedPassword: string | null;
}

/** The fields that an administrator changes; a missing or null field stays as it is. */
export interface RequestedChange {
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly isAdmin?: boolean | null | undefined;
  readonly status?: UserStatus | null | undefined;
}

/** A requested change after validation. */
export interface CheckedChange {
  readonly email: Email | null;
  readonly name: string | null;
  readonly isAdmin: boolean | null;
  readonly status: UserStatus | null;
}

/** Throws AppError `validation_failed` with every field at fault. */
export function checkChange(request: RequestedChange): CheckedChange {
  const problems: FieldError[] = [];
  const email = checkText(request.email, 'email', { parse: parseEmail, problems });
  const name = checkText(request.name, 'name', { parse: parseName, problems });
  if (problems.length > 0) throw validationError(problems);
  return { email, name, isAdmin: request.isAdmin ?? null, status: request.status ?? null };
}

function checkText<T>(
  text: string | null | undefined,
  field: string,
  to: {
    readonly parse: (text: string) => CheckedField<T>;
    readonly problems: FieldError[];
  },
): T | null {
  if (text === null || text === undefined) return null;
  const checked = to.parse(text);
  if ('value' in checked) return checked.value;
  to.problems.push(fieldError(field, checked));
  return null;
}

/** What a change does to one row, and what else must happen in its transaction. */
export interface ChangeEffects {
  readonly columns: UserChange;
  /** The names of the fields whose values change, for the audit log. */
  readonly fields: readonly string[];
  readonly changesRole: boolean;
  readonly losesAdmin: boolean;
  readonly losesAccess: boolean;
  readonly isDisabled: boolean;
}

/** Compares a change with the current row; a field with an equal value has no effect. */
export function effectsOf(user: UserRow, change: CheckedChange): ChangeEffects {
  const role = change.isAdmin === (user.is_admin === 1) ? null : change.isAdmin;
  const status = change.status === user.status ? null : change.status;
  const losesAccess = status !== null && user.status === 'active';
  const parts: Readonly<Record<string, UserChange | null>> = {
    email: emailColumns(user, change.email),
    name: nameColumns(user, change.name),
    isAdmin: role === null ? null : { is_admin: role ? 1 : 0 },
    status: status === null ? null : statusColumns(user, status),
  };
  const columns: UserChange = Object.assign({}, ...Object.values(parts));
  if (role !== null || losesAccess) columns.token_version = user.token_version + 1;
  return {
    columns,
    fields: Object.keys(parts).filter((field) => parts[field] !== null),
    changesRole: role !== null,
    losesAdmin: role === false,
    losesAccess,
    isDisabled: status === 'disabled',
  };
}

/** An address that an administrator sets counts as verified. */
function emailColumns(user: UserRow, email: Email | null): UserChange | null {
  if (email === null || email.address === user.email) return null;
  return { email: email.address, email_key: email.key, is_proven: 1 };
}

function nameColumns(user: UserRow, name: string | null): UserChange | null {
  return name === null || name === user.name ? null : { name, name_follows_provider: 0 };
}

/** Setting a waiting account to active is an approval, by whichever route it is requested. */
function statusColumns(user: UserRow, status: UserStatus): UserChange {
  return { status, ...waitsNoMore, ...(isApproval(user, { status }) ? { is_proven: 1 } : {}) };
}

function isApproval(before: Pick<UserRow, 'status'>, { status }: Pick<UserChange, 'status'>) {
  return before.status === 'pending' && status === 'active';
}

/** These columns are cleared on a decision: only an undecided registration expires. */
export const waitsNoMore = { waits_until: null, waits_from: null } as const;

/** The details of a change in the audit log: the fields, the new role and status, the previous address. */
export function describeChange(
  before: UserRow,
  { columns, fields }: ChangeEffects,
): Readonly<Record<string, string | boolean>> {
  return {
    fields: fields.join(','),
    ...(columns.is_admin === undefined ? {} : { isAdmin: columns.is_admin === 1 }),
    ...(columns.status === undefined ? {} : { status: columns.status }),
    ...(isApproval(before, columns) ? { approved: true } : {}),
    ...(columns.email === undefined ? {} : { formerEmail: before.email }),
  };
}

/** Whether a change makes an administrator, or gives one an address that a provider may verify for another person. */
export function raisesAdmin(user: UserRow, { columns }: ChangeEffects): boolean {
  return (
    columns.is_admin === 1 || (isAdministrator(user, 'anywhere') && columns.email !== undefined)
  );
}

/** The result of a change. */
export interface ChangeOutcome<T> {
  /** Null when nothing changed. */
  readonly event: AuditEvent | null;
  readonly user: UserRow;
  readonly details?: AuditEntry['details'];
  readonly result: T;
}

const deletions: ReadonlySet<AuditEvent> = new Set(['user.deleted', 'user.rejected']);

/** The entry of the audit log for a change. */
export function entryOf(
  by: Actor,
  event: AuditEvent,
  { user, details }: Pick<ChangeOutcome<unknown>, 'user' | 'details'>,
): AuditEntry {
  return {
    event,
    outcome: 'success',
    actor: by,
    target: user,
    origin: by?.origin ?? null,
    ...(deletions.has(event) ? { deleted: user } : {}),
    ...(details === undefined ? {} : { details }),
  };
}
