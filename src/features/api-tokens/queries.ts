import type { Insertable, Kysely } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import { prepare } from '../../db/prepared.ts';
import type { ApiTokenTable, Schema } from '../../db/schema.ts';
import { joinedNamesOf } from '../groups/service.ts';

export async function findCiphertext(
  db: Kysely<Schema>,
  userId: Id,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('api_tokens')
    .select('ciphertext')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.ciphertext;
}

/** Stores the token in place of the previous one: a user has at most one. */
export async function putApiToken(
  db: Kysely<Schema>,
  token: Insertable<ApiTokenTable>,
): Promise<void> {
  const { user_id: _, ...change } = token;
  await db
    .insertInto('api_tokens')
    .values(token)
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(change))
    .execute();
}

export async function deleteApiToken(db: Kysely<Schema>, userId: Id): Promise<boolean> {
  const result = await db.deleteFrom('api_tokens').where('user_id', '=', userId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Finds the token's owner and their sign-in methods: runs on every request with an API token. */
export function prepareFindOwner(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom('api_tokens as a')
      .innerJoin('users as u', 'u.id', 'a.user_id')
      .leftJoin('identities as i', 'i.user_id', 'u.id')
      .selectAll('u')
      .select(joinedNamesOf(base, 'u.id'))
      .select('i.provider as identity_provider')
      .where('a.token_hash', '=', parameter<Uint8Array>('tokenHash')),
  );
}
