import type { Kysely } from 'kysely';
import type { Schema } from '../../../db/schema.ts';
import { selectAdmins } from '../../users/service.ts';

/** The sign-in methods of every active administrator: one row per identity, or one row without identity. */
export async function signInMethodsOfAdmins(db: Kysely<Schema>, now = Date.now()) {
  return db
    .selectFrom(selectAdmins(db, now).as('a'))
    .innerJoin('users as u', 'u.id', 'a.id')
    .leftJoin('identities as i', 'i.user_id', 'u.id')
    .select(['u.is_admin', 'u.password_hash', 'i.provider', 'i.issuer'])
    .where('a.status', '=', 'active')
    .execute();
}
