import { isoTime } from '../../core/time.ts';
import { formatId, type Id } from '../../core/uuid.ts';
import type { Provider, UserTable } from '../../db/schema.ts';
import { showUser, waysIn } from '../users/rules.ts';
import type { ListedUser } from './model.ts';

/** The length of an id, in bytes. */
export const idBytes = 16;

/** The ids of one run of bytes. */
export function unpacked(ids: Uint8Array): readonly Id[] {
  return Array.from({ length: ids.length / idBytes }, (_, index) =>
    ids.slice(index * idBytes, (index + 1) * idBytes),
  );
}

/** These rows in the order of the ids; a user who was deleted meanwhile is left out. */
export function inOrder<Row extends Pick<UserTable, 'id'>>(
  rows: readonly Row[],
  ids: readonly Id[],
): readonly Row[] {
  const byId = new Map(rows.map((row) => [formatId(row.id), row]));
  return ids.flatMap((id) => byId.get(formatId(id)) ?? []);
}

/** A user as the panel lists them. */
export function listed(row: UserTable, providers: readonly Provider[]): ListedUser {
  const password = { password_hash: row.password_hash, identity_provider: null };
  const identities = providers.map((provider) => ({
    password_hash: null,
    identity_provider: provider,
  }));
  const ways = waysIn([password, ...identities]);
  return {
    ...showUser(row),
    authMethod: ways[0] ?? null,
    identities: ways,
    lastLoginAt: row.last_login_at === null ? null : isoTime(row.last_login_at),
  };
}
