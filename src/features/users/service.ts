import type { Kysely } from 'kysely';
import type { Email } from '../../core/email.ts';
import { AppError } from '../../core/errors.ts';
import { isoTime } from '../../core/time.ts';
import { type Id, newId } from '../../core/uuid.ts';
import type { Provider, Schema, UserStatus } from '../../db/schema.ts';
import { isUniqueViolation, type WriteTransaction } from '../../db/writer.ts';
import type { User } from './model.ts';
import {
  countPendingUsers,
  deleteApiToken,
  findUserByEmailKey,
  findUserById,
  insertUser,
  listUsers,
  updateUser,
  type UserRow,
} from './queries.ts';

export type { User, UserRow };

interface NewUser {
  readonly email: Email;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly isAdmin: boolean;
  readonly status: UserStatus;
  /** Whether somebody vouches for the address. */
  readonly isProven: boolean;
}

export interface Users {
  /** Throws AppError `user_exists` when the address is taken, also in a race. */
  create(trx: WriteTransaction, user: NewUser): Promise<UserRow>;
  findByEmail(db: Kysely<Schema>, email: Email): Promise<UserRow | undefined>;
  findById(db: Kysely<Schema>, id: Id): Promise<UserRow | undefined>;
  list(db: Kysely<Schema>, limit: number): Promise<readonly UserRow[]>;
  countPending(db: Kysely<Schema>): Promise<number>;
  /** Gives a new password; every access token issued before is dead from then on. */
  setPassword(trx: WriteTransaction, user: UserRow, passwordHash: string): Promise<void>;
  makeAdmin(trx: WriteTransaction, user: UserRow): Promise<void>;
  /** A user without an API token is no error. */
  revokeApiToken(trx: WriteTransaction, user: UserRow): Promise<void>;
  noteLogin(trx: WriteTransaction, user: UserRow): Promise<void>;
}

export function createUsers(): Users {
  return {
    create: createUser,
    findByEmail: (db, email) => findUserByEmailKey(db, email.key),
    findById: findUserById,
    list: listUsers,
    countPending: countPendingUsers,
    setPassword: (trx, user, passwordHash) =>
      updateUser(trx, user.id, {
        password_hash: passwordHash,
        token_version: user.token_version + 1,
        updated_at: Date.now(),
      }),
    makeAdmin: (trx, user) =>
      updateUser(trx, user.id, {
        is_admin: 1,
        is_proven: 1,
        status: 'active',
        token_version: user.token_version + 1,
        updated_at: Date.now(),
      }),
    revokeApiToken: (trx, user) => deleteApiToken(trx, user.id),
    noteLogin: (trx, user) => updateUser(trx, user.id, { last_login_at: Date.now() }),
  };
}

async function createUser(trx: WriteTransaction, user: NewUser): Promise<UserRow> {
  const now = Date.now();
  const row: UserRow = {
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
  };
  try {
    await insertUser(trx, row);
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('user_exists', { cause: error });
    throw error;
  }
  return row;
}

type PublicColumns = Pick<
  UserRow,
  'email' | 'name' | 'profile_image' | 'is_admin' | 'status' | 'created_at' | 'updated_at'
>;

/** The person as the API shows them; `id` is the id's public form. */
export function presentUser(row: PublicColumns, id: string): User {
  return {
    id,
    email: row.email,
    name: row.name,
    profileImage: row.profile_image,
    isAdmin: row.is_admin === 1,
    status: row.status,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTime(row.updated_at),
  };
}

interface WayInRow {
  readonly password_hash: string | null;
  readonly identity_provider: Provider | null;
}

const providerOrder: readonly Provider[] = ['local', 'oidc', 'github', 'google', 'microsoft'];

/** How an account can be signed in to: its password first, then its providers, always in the same order. */
export function waysIn(rows: readonly WayInRow[]): Provider[] {
  const ways = new Set<Provider>();
  for (const row of rows) {
    if (row.password_hash !== null) ways.add('local');
    if (row.identity_provider !== null) ways.add(row.identity_provider);
  }
  return providerOrder.filter((provider) => ways.has(provider));
}
