import type { Kysely } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { Flag, Schema, UserTable } from '../../../db/schema.ts';

interface PictureChange {
  readonly profile_image: string | null;
  readonly image_follows_provider: Flag;
  readonly updated_at: number;
}

export async function updatePicture(
  db: Kysely<Schema>,
  userId: Id,
  change: PictureChange,
): Promise<void> {
  await db.updateTable('users').set(change).where('id', '=', userId).execute();
}

/** The people with a picture, in the order of their ids, from the one behind `after`. */
export async function listPictures(
  db: Kysely<Schema>,
  after: Id,
  limit: number,
): Promise<Pick<UserTable, 'id' | 'profile_image'>[]> {
  return db
    .selectFrom('users')
    .select(['id', 'profile_image'])
    .where('id', '>', after)
    .where('profile_image', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The person's row says that there is no picture; nothing else of it changes. */
export async function forgetPicture(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db.updateTable('users').set({ profile_image: null }).where('id', '=', userId).execute();
}
