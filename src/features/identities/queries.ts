import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import type { IdentityTable, Provider, Schema } from '../../db/schema.ts';

export type IdentityRow = Selectable<IdentityTable>;

type IdentityKey = Pick<IdentityRow, 'provider' | 'issuer' | 'subject'>;

export async function findIdentity(
  db: Kysely<Schema>,
  { provider, issuer, subject }: IdentityKey,
): Promise<IdentityRow | undefined> {
  return db
    .selectFrom('identities')
    .selectAll()
    .where('provider', '=', provider)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
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

/** Removes a person's identities at a provider (null: at every one); answers how many there were. */
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
