import type { Kysely } from 'kysely';
import { deriveKey } from '../../../core/tokens.ts';
import type { Database } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import { deleteFingerprint, findFingerprints, insertFingerprint } from './queries.ts';

// A fingerprint shows whether a key is the one that an instance was begun with, without revealing the key.

/** `secret` is the key of the instance, `signing` the one that signs access tokens. */
type KeyPurpose = 'secret' | 'signing';

const rowKeys = {
  secret: 'fingerprint.secret',
  signing: 'fingerprint.signing',
} as const satisfies Record<KeyPurpose, string>;

/** The fingerprint of a key: 64 hex digits. */
export function fingerprintOf(key: string): string {
  return deriveKey(key, 'fingerprint').toHex();
}

/** The recorded fingerprints; null for a key that none is recorded of. */
export async function recordedFingerprints(
  db: Kysely<Schema>,
): Promise<Readonly<Record<KeyPurpose, string | null>>> {
  const found = await findFingerprints(db, Object.values(rowKeys));
  const of = (purpose: KeyPurpose) => found.get(rowKeys[purpose]) ?? null;
  return { secret: of('secret'), signing: of('signing') };
}

/** Records a fingerprint unless another instance has; returns the one that is recorded then. */
export async function recordFingerprint(
  database: Database,
  purpose: KeyPurpose,
  value: string,
): Promise<string> {
  const key = rowKeys[purpose];
  return database.write(async (trx) => {
    await insertFingerprint(trx, { key, value, now: Date.now() });
    return (await findFingerprints(trx, [key])).get(key) ?? value;
  });
}

/** Records a fingerprint in place of the former one. */
export async function replaceFingerprint(
  database: Database,
  purpose: KeyPurpose,
  value: string,
): Promise<void> {
  const key = rowKeys[purpose];
  await database.write(async (trx) => {
    await deleteFingerprint(trx, key);
    await insertFingerprint(trx, { key, value, now: Date.now() });
  });
}

/** For a copy without sessions: no token in it is signed, so the place that it goes to may sign with another key. */
export async function forgetSigningKey(db: Kysely<Schema>): Promise<void> {
  await deleteFingerprint(db, rowKeys.signing);
}
