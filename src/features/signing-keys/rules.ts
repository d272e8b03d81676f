import type { StoredKey } from '../../core/key-ring.ts';
import type { KeyTimes } from '../../core/key-times.ts';
import type { SigningKeyTable } from '../../db/signing-key-table.ts';

/** The columns of a key without its private part. */
export const publicColumns = [
  'kid',
  'public_jwk',
  'created_at',
  'active_from',
  'retired_at',
] as const;

type PublicKeyRow = Pick<SigningKeyTable, (typeof publicColumns)[number]>;

/** The times of a stored key. */
export function timesOf(row: PublicKeyRow): KeyTimes {
  return {
    kid: row.kid,
    createdAtMs: row.created_at,
    activeFromMs: row.active_from,
    retiredAtMs: row.retired_at,
  };
}

export function storedKeyOf(row: PublicKeyRow): StoredKey {
  return { ...timesOf(row), publicText: row.public_jwk };
}
