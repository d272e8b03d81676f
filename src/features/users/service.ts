import type { Kysely, Selectable } from 'kysely';
import { type Email, parseEmail } from '../../core/email.ts';
import { AppError, type FieldError, validationError } from '../../core/errors.ts';
import { fieldError } from '../../core/field-faults.ts';
import { parseName } from '../../core/name.ts';
import { type Id, newId, parseId } from '../../core/uuid.ts';
import type { Schema, UserStatus, UserTable } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/port.ts';
import { isUniqueViolation } from '../../db/storage-errors.ts';
import { passwordColumns, searchKeyOf } from './rules.ts';
import type { User } from './schema.ts';
import {
  countActiveAdmins,
  countUsers,
  countWaiting,
  deleteUser,
  findExpiredWaiting,
  findUsersByIds,
  forgetPicture,
  hasOtherActiveAdmin,
  insertUser,
  listPictures,
  listUsers,
  lockAdmins,
  prepareFindUserByEmailKey,
  prepareFindUserById,
  prepareNoteLogin,
  selectAdmins,
  selectUsers,
  updatePicture,
  updateUser,
  type UserRow,
} from './queries.ts';

export {
  countActiveAdmins,
  countUsers,
  findUsersByIds,
  forgetPicture,
  hasOtherActiveAdmin,
  listPictures,
  lockAdmins,
  selectAdmins,
  selectUsers,
  updatePicture,
  type User,
  type UserRow,
};

interface NewUser {
  readonly email: Email;
  readonly name: string;
  readonly passwordHash: string | null;
  /** Whether the person must choose another password at the first sign-in; absent: no. */
  readonly mustChangePassword?: boolean;
  readonly isAdmin: boolean;
  readonly status: UserStatus;
  /** Whether the address is verified. */
  readonly isProven: boolean;
  /** Set for an account that waits for approval; null for any other. */
  readonly waits: Waiting | null;
}

/** A registration that waits for approval; it expires after 14 days. */
interface Waiting {
  /** The IPv4 /24 or IPv6 /48 of the client; null when unknown. */
  readonly from: string | null;
  /** Whether the cap on waiting registrations applies; it does not to users that a provider has verified. */
  readonly isCapped: boolean;
}

export interface Users {
  /**
   * Throws AppError `user_exists` when the address is taken, also in a race, and `server_busy` when too
   * many wait for approval.
   */
  create(trx: WriteTransaction, user: NewUser): Promise<UserRow>;
  findByEmail(db: Kysely<Schema>, email: Email): Promise<UserRow | undefined>;
  findById(db: Kysely<Schema>, id: Id): Promise<UserRow | undefined>;
  /** Waiting registrations that have expired. */
  findExpiredWaiting(db: Kysely<Schema>, now: number, limit: number): Promise<readonly UserRow[]>;
  /** Users created before `before`, or all, newest first. */
  list(db: Kysely<Schema>, limit: number, before?: Id | null): Promise<readonly UserRow[]>;
  /** Sets the password that a person chose, and thereby revokes all earlier access tokens. */
  setPassword(trx: WriteTransaction, user: UserRow, passwordHash: string): Promise<void>;
  /** The same for a password that was chosen for the person, who must choose another at the next sign-in. */
  setTemporaryPassword(trx: WriteTransaction, user: UserRow, passwordHash: string): Promise<void>;
  noteLogin(trx: WriteTransaction, user: UserRow): Promise<void>;
  /** Resets the count of wrong passwords, whichever process counted them. */
  forgiveFailures(trx: WriteTransaction, id: Id): Promise<void>;
  /** Changes columns and `updated_at`. Throws AppError `user_exists` when the address is taken. */
  update(trx: WriteTransaction, id: Id, change: UserChange): Promise<void>;
  /** Deletes the account and, by foreign keys, all its rows in other tables. */
  delete(trx: WriteTransaction, id: Id): Promise<void>;
}

export type UserChange = Partial<
  Omit<UserRow, 'id' | 'created_at' | 'updated_at' | 'search_key' | 'group_names'>
>;

export function createUsers(db: Kysely<Schema>): Users {
  const findByEmailKey = prepareFindUserByEmailKey(db);
  const findById = prepareFindUserById(db);
  const noteLogin = prepareNoteLogin(db);
  return {
    create: createUser,
    findByEmail: async (on, { key }) => (await findByEmailKey.run(on, { emailKey: key }))[0],
    findById: async (on, id) => (await findById.run(on, { id }))[0],
    findExpiredWaiting,
    list: listUsers,
    setPassword: (trx, user, hash) => updateUser(trx, user.id, passwordColumns(user, hash, 0)),
    setTemporaryPassword: (trx, user, hash) =>
      updateUser(trx, user.id, passwordColumns(user, hash, 1)),
    forgiveFailures: (trx, id) => updateUser(trx, id, { failures_forgiven_at: Date.now() }),
    update: async (trx, id, change) => {
      const [before] = await findById.run(trx, { id });
      if (before !== undefined) await updateAccount(trx, before, change);
    },
    delete: deleteUser,
    noteLogin: async (trx, { id }) => void (await noteLogin.run(trx, { id, now: Date.now() })),
  };
}

/** The columns of a user who is no administrator through a group. */
export const noGroupRole = { admin_group: null, admin_group_until: null } as const;

/** Stores the administrator role that a group at the OpenID provider gives or takes; `updated_at` stays as it is. */
export async function noteAdminGroup(
  trx: WriteTransaction,
  id: Id,
  columns: Pick<UserChange, 'admin_group' | 'admin_group_until' | 'token_version'>,
): Promise<void> {
  if (Object.keys(columns).length > 0) await updateUser(trx, id, columns);
}

/** The user with an address. Throws AppError `validation_failed`, `user_not_found`. */
export async function userOf(db: Kysely<Schema>, address: string): Promise<UserRow> {
  const email = parseEmail(address);
  if ('problem' in email) throw validationError([fieldError('email', email)]);
  const [user] = await prepareFindUserByEmailKey(db).run(db, { emailKey: email.value.key });
  if (user === undefined) throw new AppError('user_not_found');
  return user;
}

/** Parses the id in a path. Throws AppError `user_not_found` when it is not an id. */
export function userIdOf(text: string): Id {
  const id = parseId(text);
  if (id === null) throw new AppError('user_not_found');
  return id;
}

/** Validates e-mail address and name, and reports other problems with theirs. Throws AppError `validation_failed`. */
export function checkDetails(
  given: { readonly email: string; readonly name: string },
  others: readonly FieldError[],
): { readonly email: Email; readonly name: string } {
  const email = parseEmail(given.email);
  const name = parseName(given.name);
  const problems: FieldError[] = [];
  if ('problem' in email) problems.push(fieldError('email', email));
  problems.push(...others);
  if ('problem' in name) problems.push(fieldError('name', name));
  if ('problem' in email || 'problem' in name || problems.length > 0) {
    throw validationError(problems);
  }
  return { email: email.value, name: name.value };
}

/** The refusal for a user with this status; null when they may get a token. */
export function statusRefusal({ status }: Pick<UserRow, 'status'>) {
  if (status === 'active') return null;
  return status === 'pending' ? 'account_pending' : 'account_disabled';
}

// An administrator cannot review more, and the lower limit per network keeps one network from using all of it.
const maxWaiting = 1000;
const maxWaitingFromArea = 100;
const waitingMs = 14 * 24 * 60 * 60 * 1000;

async function requireFreePlace(trx: WriteTransaction, { from, isCapped }: Waiting): Promise<void> {
  if (!isCapped) return;
  const now = Date.now();
  const isFull =
    (await countWaiting(trx, now, null)) >= maxWaiting ||
    (from !== null && (await countWaiting(trx, now, from)) >= maxWaitingFromArea);
  if (!isFull) return;
  throw new AppError('server_busy', {
    message: 'Too many registrations are waiting for approval. Please try again later.',
    because: { reason: 'too_many_waiting' },
    retryAfterSeconds: 3600,
  });
}

async function createUser(trx: WriteTransaction, user: NewUser): Promise<UserRow> {
  if (user.waits !== null) await requireFreePlace(trx, user.waits);
  const now = Date.now();
  const row: Selectable<UserTable> = {
    id: newId(),
    email: user.email.address,
    email_key: user.email.key,
    name: user.name,
    password_hash: user.passwordHash,
    is_admin: user.isAdmin ? 1 : 0,
    status: user.status,
    token_version: 1,
    is_proven: user.isProven ? 1 : 0,
    profile_image: null,
    name_follows_provider: 1,
    image_follows_provider: 1,
    created_at: now,
    updated_at: now,
    last_login_at: null,
    search_key: searchKeyOf({
      name: user.name,
      email: user.email.address,
      email_key: user.email.key,
    }),
    waits_until: user.waits === null ? null : now + waitingMs,
    waits_from: user.waits?.from ?? null,
    failures_forgiven_at: null,
    language: null,
    must_change_password: user.mustChangePassword === true ? 1 : 0,
    ...noGroupRole,
  };
  await refuseTaken(() => insertUser(trx, row));
  return { ...row, group_names: null };
}

async function updateAccount(
  trx: WriteTransaction,
  before: UserRow,
  change: UserChange,
): Promise<void> {
  const search_key = searchKeyOf({ ...before, ...change });
  const columns = { ...change, search_key, updated_at: Date.now() };
  await refuseTaken(() => updateUser(trx, before.id, columns));
}

/** Lets the unique index decide whether an address is free, so that exactly one of two simultaneous writes succeeds. */
async function refuseTaken(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('user_exists', { cause: error });
    throw error;
  }
}
