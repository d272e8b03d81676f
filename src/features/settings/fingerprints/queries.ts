import type { Kysely } from 'kysely';
import type { Schema } from '../../../db/schema.ts';

/** The recorded fingerprints under these keys. */
export async function findFingerprints(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map(({ key, value }) => [key, value]));
}

/** Records a fingerprint unless there is one. */
export async function insertFingerprint(
  db: Kysely<Schema>,
  entry: { readonly key: string; readonly value: string; readonly now: number },
): Promise<void> {
  const { key, value, now } = entry;
  await db
    .insertInto('settings')
    .values({ key, value, is_encrypted: 0, updated_at: now, updated_by: null })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

/** Removes a fingerprint. */
export async function deleteFingerprint(db: Kysely<Schema>, key: string): Promise<void> {
  await db.deleteFrom('settings').where('key', '=', key).execute();
}
