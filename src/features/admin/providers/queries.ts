import type { Kysely } from 'kysely';
import type { Schema } from '../../../db/schema.ts';

/** The sign-in methods of every active administrator: one row per identity, or one row without identity. */
export async function signInMethodsOfAdmins(db: Kysely<Schema>) {
  return db
    .selectFrom('users as u')
    .leftJoin('identities as i', 'i.user_id', 'u.id')
    .select(['u.password_hash', 'i.provider', 'i.issuer'])
    .where('u.is_admin', '=', 1)
    .where('u.status', '=', 'active')
    .execute();
}
