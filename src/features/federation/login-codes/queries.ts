import { expressionBuilder, type Insertable, type Kysely, type Selectable } from 'kysely';
import { issuerSpellings } from '../../../core/issuer.ts';
import type { Id } from '../../../core/uuid.ts';
import { deleteExpired } from '../../../db/expire.ts';
import type { Schema } from '../../../db/schema.ts';
import type { ExchangeCodeTable } from '../../../db/sign-in-tables.ts';

export type ExchangeCodeRow = Selectable<ExchangeCodeTable>;

export async function insertCode(
  db: Kysely<Schema>,
  code: Insertable<ExchangeCodeTable>,
): Promise<void> {
  await db.insertInto('exchange_codes').values(code).execute();
}

export async function findCode(
  db: Kysely<Schema>,
  codeHash: Uint8Array,
): Promise<ExchangeCodeRow | undefined> {
  return db
    .selectFrom('exchange_codes')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();
}

/** Marks a code as used, and empties what it keeps; of all requests that show it, exactly one gets true. */
export async function claimCode(
  db: Kysely<Schema>,
  codeHash: Uint8Array,
  now: number,
): Promise<boolean> {
  const row = await db
    .updateTable('exchange_codes')
    .set({ used_at: now, provider_sign_out: null })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .returning('code_hash')
    .executeTakeFirst();
  return row !== undefined;
}

/** Stores the session that a used code gave, so that a second use can end it. */
export async function noteSession(
  db: Kysely<Schema>,
  codeHash: Uint8Array,
  sessionId: Id,
): Promise<void> {
  await db
    .updateTable('exchange_codes')
    .set({ session_id: sessionId })
    .where('code_hash', '=', codeHash)
    .execute();
}

/** Deletes expired codes, but used ones only when they expired before `usedBefore`. */
export function deleteExpiredCodes(
  db: Kysely<Schema>,
  { now, usedBefore }: { readonly now: number; readonly usedBefore: number },
  limit: number,
): Promise<number> {
  const eb = expressionBuilder<Schema, 'exchange_codes'>();
  const only = eb.or([eb('used_at', 'is', null), eb('expires_at', '<', usedBefore)]);
  const codes = { table: 'exchange_codes', key: 'code_hash', only } as const;
  return deleteExpired(db, codes, { before: now, limit });
}

/** Deletes a user's unused login codes; used ones are kept so that a second use of a code can be detected. */
export async function deleteUnusedCodesOf(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db
    .deleteFrom('exchange_codes')
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute();
}

/** A session, or a user, of a provider. */
interface AtProvider {
  readonly issuer: string;
  readonly sid: string | null;
  /** The account of the subject; null when it is not known. */
  readonly userId: Id | null;
}

/**
 * Deletes the unused login codes of a provider's session, and those of the user at the provider that name no session;
 * without a session all those of the user there. An older version stores codes without their issuer.
 */
export async function deleteUnusedCodesAtProvider(
  db: Kysely<Schema>,
  { issuer, sid, userId }: AtProvider,
): Promise<void> {
  const query = db
    .deleteFrom('exchange_codes')
    .where('provider', '=', 'oidc')
    .where('used_at', 'is', null);
  const issuers = issuerSpellings(issuer);
  if (sid !== null) {
    await query.where('provider_issuer', 'in', issuers).where('provider_sid', '=', sid).execute();
  }
  if (userId === null) return;
  const own = query
    .where('user_id', '=', userId)
    .where((eb) =>
      eb.or([eb('provider_issuer', 'in', issuers), eb('provider_issuer', 'is', null)]),
    );
  await (sid === null ? own : own.where('provider_sid', 'is', null)).execute();
}

export async function deleteCodes(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('exchange_codes').execute();
}
