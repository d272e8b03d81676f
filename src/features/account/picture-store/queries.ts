import type { Kysely } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { PictureTable, Schema } from '../../../db/schema.ts';

/** Stores the picture of a user in place of the one before. */
export async function putPicture(db: Kysely<Schema>, picture: PictureTable): Promise<void> {
  const { name, bytes } = picture;
  await db
    .insertInto('pictures')
    .values(picture)
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ name, bytes }))
    .execute();
}

export async function findPicture(
  db: Kysely<Schema>,
  name: string,
): Promise<Pick<PictureTable, 'bytes'> | undefined> {
  return db.selectFrom('pictures').select('bytes').where('name', '=', name).executeTakeFirst();
}

export async function deletePicture(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db.deleteFrom('pictures').where('user_id', '=', userId).execute();
}
