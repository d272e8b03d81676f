import type { Insertable, Kysely } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import { engineOf } from '../../../db/engine.ts';
import { deleteExpired } from '../../../db/expire.ts';
import type { InvitationTable } from '../../../db/message-tables.ts';
import type { Schema } from '../../../db/schema.ts';
import type { MadeInvitation } from './rules.ts';

export async function insertInvitation(
  db: Kysely<Schema>,
  invitation: Insertable<InvitationTable>,
): Promise<void> {
  await db.insertInto('invitations').values(invitation).execute();
}

/** Invitations with those who made them. */
function selectInvitations(db: Kysely<Schema>) {
  return db
    .selectFrom('invitations as i')
    .leftJoin('users as maker', 'maker.id', 'i.made_by')
    .select([
      'i.id',
      'i.email',
      'i.email_key',
      'i.name',
      'i.is_admin',
      'i.group_ids',
      'i.max_uses',
      'i.uses',
      'i.is_mailed',
      'i.made_by',
      'i.created_at',
      'i.expires_at',
      'maker.name as maker_name',
      'maker.email as maker_email',
      'maker.status as maker_status',
      'maker.is_admin as maker_is_admin',
      'maker.admin_group_until as maker_admin_group_until',
    ]);
}

export async function findByToken(
  db: Kysely<Schema>,
  tokenHash: Uint8Array,
): Promise<MadeInvitation | undefined> {
  return selectInvitations(db).where('i.token_hash', '=', tokenHash).executeTakeFirst();
}

export async function findInvitation(
  db: Kysely<Schema>,
  id: Id,
): Promise<MadeInvitation | undefined> {
  return selectInvitations(db).where('i.id', '=', id).executeTakeFirst();
}

/** The newest invitations; ids sort by time. */
export async function listInvitations(
  db: Kysely<Schema>,
  limit: number,
): Promise<MadeInvitation[]> {
  return selectInvitations(db).orderBy('i.id', 'desc').limit(limit).execute();
}

/** How many invitations can still be used, whether or not their makers are still administrators. */
export async function countOpen(db: Kysely<Schema>, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('invitations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('expires_at', '>', now)
    .whereRef('uses', '<', 'max_uses')
    .executeTakeFirstOrThrow();
  return count;
}

/** Counts one use; false when the invitation has none left. */
export async function countUse(db: Kysely<Schema>, id: Id): Promise<boolean> {
  const row = await db
    .updateTable('invitations')
    .set((eb) => ({ uses: eb('uses', '+', 1) }))
    .where('id', '=', id)
    .whereRef('uses', '<', 'max_uses')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Keeps the role of the administrator who made an invitation as it is until the end of the change: a serializable
 * change may be ordered before a demotion that was answered earlier. SQLite has one writer.
 */
export async function lockMaker(db: Kysely<Schema>, id: Id): Promise<void> {
  if (engineOf(db) === 'sqlite') return;
  await db.selectFrom('users').select('id').where('id', '=', id).forShare().execute();
}

export async function deleteInvitation(db: Kysely<Schema>, id: Id): Promise<void> {
  await db.deleteFrom('invitations').where('id', '=', id).execute();
}

/** Deletes invitations that ended before a time. */
export function deleteEndedInvitations(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  return deleteExpired(db, { table: 'invitations', key: 'id' }, { before, limit });
}

export async function deleteInvitations(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('invitations').execute();
}
