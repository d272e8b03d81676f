import type { Cell } from '../../../core/csv.ts';
import { isoTime } from '../../../core/time.ts';
import { formatId, type Id } from '../../../core/uuid.ts';
import type { InstanceTable } from '../../../db/instance-tables.ts';
import type { Provider, UserTable } from '../../../db/schema.ts';
import { showUser, signInMethods } from '../../users/rules.ts';
import type { UserRow } from '../../users/service.ts';
import type { ListedUser, Stats, UsersQuery } from './schema.ts';

/** The length of an id, in bytes. */
export const idBytes = 16;

/** Splits concatenated ids. */
export function unpacked(ids: Uint8Array): readonly Id[] {
  return Array.from({ length: ids.length / idBytes }, (_, index) =>
    ids.slice(index * idBytes, (index + 1) * idBytes),
  );
}

/** Sorts the rows in the order of the ids; an id whose user has been deleted is skipped. */
export function inOrder<Row extends Pick<UserTable, 'id'>>(
  rows: readonly Row[],
  ids: readonly Id[],
): readonly Row[] {
  const byId = new Map(rows.map((row) => [formatId(row.id), row]));
  return ids.flatMap((id) => byId.get(formatId(id)) ?? []);
}

/** A user as the administration page lists them. */
export function listed(row: UserRow, providers: readonly Provider[]): ListedUser {
  const password = { password_hash: row.password_hash, identity_provider: null };
  const identities = providers.map((provider) => ({
    password_hash: null,
    identity_provider: provider,
  }));
  const methods = signInMethods([password, ...identities]);
  return {
    ...showUser(row, 'anywhere'),
    authMethod: methods[0] ?? null,
    identities: methods,
    lastLoginAt: row.last_login_at === null ? null : isoTime(row.last_login_at),
  };
}

/** A running instance as the overview lists it. */
export function shownInstance({
  host,
  version,
  started_at,
  seen_at,
}: InstanceTable): Stats['instances'][number] {
  return { host, version, startedAt: isoTime(started_at), seenAt: isoTime(seen_at) };
}

/** Which users a list contains; a null field does not filter. */
export interface UserFilter {
  readonly search: string | null;
  readonly status: ListedUser['status'] | null;
  readonly role: 'admin' | 'user' | null;
  readonly provider: ListedUser['identities'][number] | null;
  /** The exact name of a group. */
  readonly group: string | null;
}

/** The order of a list of users. */
export interface UserOrder {
  readonly by: 'name' | 'email' | 'createdAt' | 'lastLoginAt';
  readonly direction: 'asc' | 'desc';
}

/** The order that a query requests; newest first by default. */
export function orderOf({ sort = '-createdAt' }: Pick<UsersQuery, 'sort'>): UserOrder {
  return orders[sort];
}

const orders: Readonly<Record<NonNullable<UsersQuery['sort']>, UserOrder>> = {
  name: { by: 'name', direction: 'asc' },
  '-name': { by: 'name', direction: 'desc' },
  email: { by: 'email', direction: 'asc' },
  '-email': { by: 'email', direction: 'desc' },
  createdAt: { by: 'createdAt', direction: 'asc' },
  '-createdAt': { by: 'createdAt', direction: 'desc' },
  lastLoginAt: { by: 'lastLoginAt', direction: 'asc' },
  '-lastLoginAt': { by: 'lastLoginAt', direction: 'desc' },
};

/** The header of the exported file, in the order of `userCells`. */
export const userHeader = [
  'id',
  'email',
  'name',
  'profileImage',
  'isAdmin',
  'status',
  'createdAt',
  'updatedAt',
  'authMethod',
  'identities',
  'lastLoginAt',
  'groups',
] as const satisfies readonly (keyof ListedUser)[];

export function userCells(user: ListedUser): readonly Cell[] {
  return userHeader.map((name) => {
    const value = user[name];
    // The names of groups may contain blanks.
    const between = name === 'groups' ? ', ' : ' ';
    return Array.isArray(value) ? value.join(between) : value;
  });
}
