import type { Insertable, Kysely, Updateable } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { NamedTokenTable } from '../../../db/api-token-tables.ts';
import { deleteExpired } from '../../../db/expire.ts';
import type { Schema } from '../../../db/schema.ts';
import type { NamedToken } from './rules.ts';

const shownColumns = [
  'id',
  'user_id',
  'name',
  'scopes',
  'prefix',
  'created_at',
  'expires_at',
  'last_used_at',
  'last_used_ip',
] as const satisfies readonly (keyof NamedToken)[];

/** The tokens of a user, newest first; ids sort by time. */
export async function listTokens(db: Kysely<Schema>, userId: Id): Promise<NamedToken[]> {
  return db
    .selectFrom('named_tokens')
    .select(shownColumns)
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .execute();
}

export interface WhichToken {
  readonly userId: Id;
  readonly tokenId: Id;
}

export async function findToken(
  db: Kysely<Schema>,
  { userId, tokenId }: WhichToken,
): Promise<NamedToken | undefined> {
  return db
    .selectFrom('named_tokens')
    .select(shownColumns)
    .where('id', '=', tokenId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

export async function countTokens(db: Kysely<Schema>, userId: Id): Promise<number> {
  const { count } = await db
    .selectFrom('named_tokens')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertToken(
  db: Kysely<Schema>,
  token: Insertable<NamedTokenTable>,
): Promise<void> {
  await db.insertInto('named_tokens').values(token).execute();
}

export async function updateToken(
  db: Kysely<Schema>,
  { userId, tokenId }: WhichToken,
  change: Pick<Updateable<NamedTokenTable>, 'name' | 'name_key' | 'expires_at'>,
): Promise<void> {
  await db
    .updateTable('named_tokens')
    // With another end, its owner is told of that one too.
    .set({ ...change, ...(change.expires_at === undefined ? {} : { expiry_told_at: null }) })
    .where('id', '=', tokenId)
    .where('user_id', '=', userId)
    .execute();
}

interface Expiring {
  readonly now: number;
  /** How long before its end the owner is told; none of a token made with a shorter life. */
  readonly withinMs: number;
  readonly limit: number;
}

/** The tokens that expire soon and whose owners were not told yet; they count as told from then on. */
export async function claimExpiring(
  db: Kysely<Schema>,
  { now, withinMs, limit }: Expiring,
): Promise<Pick<NamedToken, 'user_id' | 'name' | 'expires_at'>[]> {
  return db
    .updateTable('named_tokens')
    .set({ expiry_told_at: now })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('named_tokens')
        .select('id')
        .where('expires_at', '>', now)
        .where('expires_at', '<=', now + withinMs)
        .where('expiry_told_at', 'is', null)
        .where(eb('expires_at', '-', eb.ref('created_at')), '>=', withinMs)
        .orderBy('expires_at')
        .limit(limit),
    )
    .returning(['user_id', 'name', 'expires_at'])
    .execute();
}

/** Deletes a token; returns what it was. */
export async function deleteToken(
  db: Kysely<Schema>,
  { userId, tokenId }: WhichToken,
): Promise<Pick<NamedToken, 'name' | 'prefix'> | undefined> {
  return db
    .deleteFrom('named_tokens')
    .where('id', '=', tokenId)
    .where('user_id', '=', userId)
    .returning(['name', 'prefix'])
    .executeTakeFirst();
}

export function deleteExpiredTokens(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  return deleteExpired(db, { table: 'named_tokens', key: 'id' }, { before, limit });
}
