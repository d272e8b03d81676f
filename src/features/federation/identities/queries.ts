import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { Email } from '../../../core/email.ts';
import { issuerSpellings } from '../../../core/issuer.ts';
import type { Id } from '../../../core/uuid.ts';
import type { IdentityTable, Provider, Schema } from '../../../db/schema.ts';

export type IdentityRow = Selectable<IdentityTable>;

type IdentityKey = Pick<IdentityRow, 'provider' | 'issuer' | 'subject'>;

/**
 * The identity of a subject. The slash at the end of the issuer does not matter, so that a provider or an operator
 * who changes it does not lock people out; if both spellings are stored, the given one comes first.
 */
export async function findIdentity(
  db: Kysely<Schema>,
  { provider, issuer, subject }: IdentityKey,
): Promise<IdentityRow | undefined> {
  const rows = await db
    .selectFrom('identities')
    .selectAll()
    .where('provider', '=', provider)
    .where('issuer', 'in', issuerSpellings(issuer))
    .where('subject', '=', subject)
    .execute();
  return rows.find((row) => row.issuer === issuer) ?? rows[0];
}

export async function identitiesOfUser(db: Kysely<Schema>, userId: Id): Promise<IdentityRow[]> {
  return db.selectFrom('identities').selectAll().where('user_id', '=', userId).execute();
}

export async function insertIdentity(
  db: Kysely<Schema>,
  identity: Insertable<IdentityTable>,
): Promise<void> {
  await db.insertInto('identities').values(identity).execute();
}

export async function touchIdentity(
  db: Kysely<Schema>,
  id: Id,
  change: Pick<IdentityRow, 'email' | 'email_verified' | 'last_used_at'>,
): Promise<void> {
  await db.updateTable('identities').set(change).where('id', '=', id).execute();
}

/** Deletes a user's identities at a provider (null: at every provider); returns how many. */
export async function deleteIdentities(
  db: Kysely<Schema>,
  userId: Id,
  provider: Provider | null,
): Promise<number> {
  const query = db.deleteFrom('identities').where('user_id', '=', userId);
  const result = await (
    provider === null ? query : query.where('provider', '=', provider)
  ).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/**
 * The identities of an issuer with an address in this spelling or a usual other one; the caller compares canonical
 * forms, because SQL cannot compute them.
 */
export async function identitiesWithAddress(
  db: Kysely<Schema>,
  { provider, issuer }: Pick<IdentityKey, 'provider' | 'issuer'>,
  { address, key }: Email,
): Promise<IdentityRow[]> {
  const spellings = [address.toLowerCase(), address.normalize('NFKC').toLowerCase(), key];
  return db
    .selectFrom('identities')
    .selectAll()
    .where('provider', '=', provider)
    .where('issuer', 'in', issuerSpellings(issuer))
    .where(sql<string>`lower(email)`, 'in', [...new Set(spellings)])
    .execute();
}

export async function deleteIdentity(db: Kysely<Schema>, id: Id): Promise<void> {
  await db.deleteFrom('identities').where('id', '=', id).execute();
}

/** Deletes the identities of a user that were linked since a time. */
export async function deleteIdentitiesSince(
  db: Kysely<Schema>,
  userId: Id,
  since: number,
): Promise<void> {
  await db
    .deleteFrom('identities')
    .where('user_id', '=', userId)
    .where('created_at', '>=', since)
    .execute();
}

/** Records identities that their owner unlinked. */
export async function rememberUnlinked(
  db: Kysely<Schema>,
  identities: readonly Pick<IdentityRow, 'provider' | 'issuer' | 'subject' | 'user_id'>[],
  now: number,
): Promise<void> {
  const rows = identities.map(({ provider, issuer, subject, user_id }) => {
    return { provider, issuer, subject, user_id, unlinked_at: now };
  });
  await db
    .insertInto('unlinked_subjects')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['provider', 'issuer', 'subject']).doUpdateSet((eb) => ({
        user_id: eb.ref('excluded.user_id'),
        unlinked_at: eb.ref('excluded.unlinked_at'),
      })),
    )
    .execute();
}

export async function wasUnlinked(
  db: Kysely<Schema>,
  { provider, issuer, subject }: IdentityKey,
): Promise<boolean> {
  const row = await db
    .selectFrom('unlinked_subjects')
    .select('unlinked_at')
    .where('provider', '=', provider)
    .where('issuer', 'in', issuerSpellings(issuer))
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row !== undefined;
}

export async function forgetUnlinked(
  db: Kysely<Schema>,
  { provider, issuer, subject }: IdentityKey,
): Promise<void> {
  await db
    .deleteFrom('unlinked_subjects')
    .where('provider', '=', provider)
    .where('issuer', 'in', issuerSpellings(issuer))
    .where('subject', '=', subject)
    .execute();
}

/** Marks that the account's address was entered here and no longer follows an identity. */
export async function stopFollowingEmail(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db
    .updateTable('identities')
    .set({ email_follows: 0 })
    .where('user_id', '=', userId)
    .execute();
}
