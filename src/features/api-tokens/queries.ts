import { type Insertable, type Kysely, sql } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import type { ApiTokenTable } from '../../db/api-token-tables.ts';
import { engineOf } from '../../db/engine.ts';
import { prepare } from '../../db/prepared.ts';
import type { Schema } from '../../db/schema.ts';
import { joinedNamesOf } from '../groups/service.ts';

export type LegacyRow = Omit<ApiTokenTable, 'user_id' | 'token_hash'>;

/** The token of a user that can be shown again. */
export async function findLegacy(db: Kysely<Schema>, userId: Id): Promise<LegacyRow | undefined> {
  return db
    .selectFrom('api_tokens')
    .select(['ciphertext', 'created_at', 'last_used_at', 'last_used_ip'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Stores the token in place of the previous one: a user has at most one of this kind. */
export async function putLegacy(
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

/** Deletes the token of a user that can be shown again, if it was made at this time or later. */
export async function deleteLegacy(db: Kysely<Schema>, userId: Id, since = 0): Promise<boolean> {
  const result = await db
    .deleteFrom('api_tokens')
    .where('user_id', '=', userId)
    .where('created_at', '>=', since)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Deletes the tokens with a name of a user that were made at this time or later; returns how many. */
export async function deleteNamed(db: Kysely<Schema>, userId: Id, since = 0): Promise<number> {
  const result = await db
    .deleteFrom('named_tokens')
    .where('user_id', '=', userId)
    .where('created_at', '>=', since)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/**
 * Finds a token of either kind, its owner and their sign-in methods in one read: this runs on every request with an
 * API token. The name is null for the token that can be shown again.
 */
export function prepareFindOwner(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom(
        base
          .selectFrom('api_tokens')
          .select(['user_id', 'user_id as token_id'])
          .select([
            sql<string | null>`cast(null as text)`.as('token_name'),
            sql<string | null>`cast(null as text)`.as('token_prefix'),
            sql<string | null>`cast(null as text)`.as('scopes'),
            sql<number | null>`cast(null as bigint)`.as('expires_at'),
          ])
          .select('last_used_at')
          .where('token_hash', '=', parameter<Uint8Array>('tokenHash'))
          .unionAll(
            base
              .selectFrom('named_tokens')
              .select(['user_id', 'id as token_id'])
              .select(['name as token_name', 'prefix as token_prefix', 'scopes', 'expires_at'])
              .select('last_used_at')
              .where('token_hash', '=', parameter<Uint8Array>('tokenHash')),
          )
          .as('a'),
      )
      .innerJoin('users as u', 'u.id', 'a.user_id')
      .leftJoin('identities as i', 'i.user_id', 'u.id')
      .selectAll('u')
      .select(joinedNamesOf(base, 'u.id'))
      .select('i.provider as identity_provider')
      .select(['a.token_id', 'a.token_name', 'a.token_prefix', 'a.scopes'])
      .select(['a.expires_at', 'a.last_used_at']),
  );
}

export type OwnerRow = Awaited<ReturnType<ReturnType<typeof prepareFindOwner>['run']>>[number];

/**
 * Whether a token with a name may still make the change of this transaction. PostgreSQL locks both rows until the
 * commit, the account first as endings do, and repeats the change if one of them was changed since it began.
 */
export async function findLiveToken(
  db: Kysely<Schema>,
  { userId, tokenId }: { readonly userId: Id; readonly tokenId: Id },
) {
  const query = db
    .selectFrom('named_tokens as n')
    .innerJoin('users as u', 'u.id', 'n.user_id')
    .select(['n.expires_at', 'u.status'])
    .where('n.id', '=', tokenId)
    .where('u.id', '=', userId);
  const locking = engineOf(db) === 'postgres' ? query.forNoKeyUpdate(['u', 'n']) : query;
  return locking.executeTakeFirst();
}
