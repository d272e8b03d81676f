import { type Kysely, sql } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { Schema } from '../../../db/schema.ts';

/** Whether somebody else could still administer the server; the index users_admins holds administrators only. */
export async function hasOtherActiveAdmin(db: Kysely<Schema>, besides: Id): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('is_admin', '=', sql.lit(1))
    .where('status', '=', 'active')
    .where('id', '!=', besides)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** From now on the account's address is the one that was entered here. */
export async function stopFollowingEmail(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db
    .updateTable('identities')
    .set({ email_follows: 0 })
    .where('user_id', '=', userId)
    .execute();
}
