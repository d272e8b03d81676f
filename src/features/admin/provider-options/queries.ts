import type { Kysely } from 'kysely';
import type { Schema } from '../../../db/schema.ts';
import { selectAdmins } from '../../users/service.ts';
import type { AdminRole } from './rules.ts';

/** What makes each active administrator one. */
export async function rolesOfAdmins(db: Kysely<Schema>, now = Date.now()): Promise<AdminRole[]> {
  return db
    .selectFrom(selectAdmins(db, now).as('a'))
    .innerJoin('users as u', 'u.id', 'a.id')
    .select(['u.is_admin', 'u.admin_group'])
    .where('a.status', '=', 'active')
    .execute();
}
