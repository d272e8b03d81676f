import type { Insertable, Kysely } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import { prepare } from '../../db/prepared.ts';
import type { ApiTokenTable, Schema } from '../../db/schema.ts';

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

/**
 * Puts the token in the place of the one before: a person has one. Answers false, and writes nothing, when
 * the person has no live session any more.
 */
export async function putApiToken(
  db: Kysely<Schema>,
  token: Insertable<ApiTokenTable>,
): Promise<boolean> {
  const { user_id: userId, ...change } = token;
  const result = await db
    .insertInto('api_tokens')
    .columns(['user_id', 'token_hash', 'ciphertext', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('sessions')
        .select([
          'user_id',
          eb.val(token.token_hash).as('token_hash'),
          eb.val(token.ciphertext).as('ciphertext'),
          eb.val(token.created_at).as('created_at'),
        ])
        .where('user_id', '=', userId)
        .where('ended_at', 'is', null)
        .limit(1),
    )
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(change))
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteApiToken(db: Kysely<Schema>, userId: Id): Promise<boolean> {
  const result = await db.deleteFrom('api_tokens').where('user_id', '=', userId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** The token's owner and how they sign in: runs on every request that carries an API token. */
export function prepareFindOwner(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom('api_tokens as a')
      .innerJoin('users as u', 'u.id', 'a.user_id')
      .leftJoin('identities as i', 'i.user_id', 'u.id')
      .selectAll('u')
      .select('i.provider as identity_provider')
      .where('a.token_hash', '=', parameter<Uint8Array>('tokenHash')),
  );
}
