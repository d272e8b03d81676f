import type { Kysely } from 'kysely';
import type { Schema } from '../../../db/schema.ts';

/** Lets a key that was only published sign from `now` on. */
export async function activateKey(db: Kysely<Schema>, kid: string, now: number): Promise<void> {
  await db.updateTable('signing_keys').set({ active_from: now }).where('kid', '=', kid).execute();
}

/** Records that a key signs no more, and erases its private part. */
export async function retireKey(db: Kysely<Schema>, kid: string, retiredAt: number): Promise<void> {
  await db
    .updateTable('signing_keys')
    .set({ retired_at: retiredAt, private_sealed: null })
    .where('kid', '=', kid)
    .execute();
}

export async function deleteKey(db: Kysely<Schema>, kid: string): Promise<void> {
  await db.deleteFrom('signing_keys').where('kid', '=', kid).execute();
}
