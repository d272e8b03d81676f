import type { Kysely } from 'kysely';
import type { Schema } from '../../../db/schema.ts';
import { moved } from '../../../io/moved-file.ts';
import { deleteSetting, findSetting, insertSetting } from './queries.ts';

/** The key of the row that says where an instance moved to. */
const key = 'moved.to';

/** Throws StartupError for a database whose instance has moved elsewhere. */
export async function refuseMoved(db: Kysely<Schema>): Promise<void> {
  const place = await findSetting(db, key);
  if (place !== null) throw moved(place);
}

/** Records where the instance moved to; from then on nothing starts on this database. */
export async function markMoved(db: Kysely<Schema>, place: string): Promise<void> {
  const now = Date.now();
  await insertSetting(db, {
    key,
    value: place,
    is_encrypted: 0,
    updated_at: now,
    updated_by: null,
  });
}

/** Makes a copy of a moved instance usable again. */
export async function forgetMove(db: Kysely<Schema>): Promise<void> {
  await deleteSetting(db, key);
}
