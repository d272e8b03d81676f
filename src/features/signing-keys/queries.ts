import type { Insertable, Kysely } from 'kysely';
import { prepare } from '../../db/prepared.ts';
import type { Schema } from '../../db/schema.ts';
import type { SigningKeyTable } from '../../db/signing-key-table.ts';
import { publicColumns } from './rules.ts';

/** All of the few keys, without their private parts. */
export function prepareFindKeys(db: Kysely<Schema>) {
  return prepare(db, (base) =>
    base.selectFrom('signing_keys').select(publicColumns).orderBy('active_from').orderBy('kid'),
  );
}

/** The sealed private part of a key; null once it is erased. */
export async function findPrivatePart(db: Kysely<Schema>, kid: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('signing_keys')
    .select('private_sealed')
    .where('kid', '=', kid)
    .executeTakeFirst();
  return row?.private_sealed ?? null;
}

export async function insertKey(
  db: Kysely<Schema>,
  key: Insertable<SigningKeyTable>,
): Promise<void> {
  await db.insertInto('signing_keys').values(key).execute();
}

/** Deletes every key. */
export async function deleteKeys(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('signing_keys').execute();
}
