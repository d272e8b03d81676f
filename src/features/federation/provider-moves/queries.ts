import type { Insertable, Kysely } from 'kysely';
import { issuerSpellings } from '../../../core/issuer.ts';
import type { Id } from '../../../core/uuid.ts';
import type { MovedIdentityTable, ProviderMoveTable } from '../../../db/provider-move-tables.ts';
import type { Provider, Schema } from '../../../db/schema.ts';
import type { Profile } from '../identities/rules.ts';
import type { Issuers, MovedRow, MoveRow } from './rules.ts';

/** The newest move of a provider, whatever became of it. */
export async function latestMove(
  db: Kysely<Schema>,
  provider: Provider,
): Promise<MoveRow | undefined> {
  return db
    .selectFrom('provider_moves')
    .selectAll()
    .where('provider', '=', provider)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertMove(
  db: Kysely<Schema>,
  move: Insertable<ProviderMoveTable>,
): Promise<void> {
  await db.insertInto('provider_moves').values(move).execute();
}

export async function endMove(db: Kysely<Schema>, id: Id, undoneAt: number): Promise<void> {
  await db
    .updateTable('provider_moves')
    .set({ undone_at: undoneAt })
    .where('id', '=', id)
    .execute();
}

export async function insertMoved(
  db: Kysely<Schema>,
  moved: Insertable<MovedIdentityTable>,
): Promise<void> {
  await db.insertInto('moved_identities').values(moved).execute();
}

/** Whether an identity of the user was replaced during the move. */
export async function wasMoved(db: Kysely<Schema>, moveId: Id, userId: Id): Promise<boolean> {
  const row = await db
    .selectFrom('moved_identities')
    .select('moved_at')
    .where('move_id', '=', moveId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Every identity that was replaced during a move, by the address of its account. */
export async function movedIn(db: Kysely<Schema>, moveId: Id) {
  return db
    .selectFrom('moved_identities as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .selectAll('m')
    .select('u.email as account_email')
    .where('m.move_id', '=', moveId)
    .orderBy('u.email_key')
    .execute();
}

/** The replaced identities of which a subject is the old or the new one, in moves that were not undone. */
export async function movedOfSubject(
  db: Kysely<Schema>,
  { provider, issuer, subject }: Pick<Profile, 'provider' | 'issuer' | 'subject'>,
): Promise<MovedRow[]> {
  const spellings = issuerSpellings(issuer);
  return db
    .selectFrom('moved_identities as m')
    .innerJoin('provider_moves as p', 'p.id', 'm.move_id')
    .selectAll('m')
    .where('p.provider', '=', provider)
    .where('p.undone_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('m.subject', '=', subject), eb('m.issuer', 'in', spellings)]),
        eb.and([eb('m.new_subject', '=', subject), eb('m.new_issuer', 'in', spellings)]),
      ]),
    )
    .execute();
}

/** The replaced identities of a user, in moves that were not undone. */
export async function movedOfUser(db: Kysely<Schema>, userId: Id): Promise<MovedRow[]> {
  return db
    .selectFrom('moved_identities as m')
    .innerJoin('provider_moves as p', 'p.id', 'm.move_id')
    .selectAll('m')
    .where('m.user_id', '=', userId)
    .where('p.undone_at', 'is', null)
    .execute();
}

export async function markContested(
  db: Kysely<Schema>,
  { move_id, user_id }: Pick<MovedRow, 'move_id' | 'user_id'>,
  now: number,
): Promise<void> {
  await db
    .updateTable('moved_identities')
    .set({ contested_at: now })
    .where('move_id', '=', move_id)
    .where('user_id', '=', user_id)
    .execute();
}

/** Some identities of an issuer, by their subjects, with what a move asks of their accounts. */
export async function identitiesAt(
  db: Kysely<Schema>,
  { provider, issuer }: { readonly provider: Provider; readonly issuer: string },
  { after, limit }: { readonly after: string; readonly limit: number },
) {
  return db
    .selectFrom('identities as i')
    .innerJoin('users as u', 'u.id', 'i.user_id')
    .select(['i.user_id', 'i.subject', 'i.email', 'i.email_verified'])
    .select(['i.created_at', 'i.last_used_at'])
    .select(['u.email as account_email', 'u.email_key', 'u.status', 'u.is_admin', 'u.admin_group'])
    .where('i.provider', '=', provider)
    .where('i.issuer', '=', issuer)
    .where('i.subject', '>', after)
    .orderBy('i.subject')
    .limit(limit)
    .execute();
}

export type IdentityAt = Awaited<ReturnType<typeof identitiesAt>>[number];

/** The users who have identities of both issuers. */
export async function usersAtBoth(
  db: Kysely<Schema>,
  provider: Provider,
  { from_issuer, to_issuer }: Issuers,
): Promise<readonly Id[]> {
  const rows = await db
    .selectFrom('identities as i')
    .innerJoin('identities as n', 'n.user_id', 'i.user_id')
    .select('i.user_id')
    .distinct()
    .where('i.provider', '=', provider)
    .where('i.issuer', 'in', issuerSpellings(from_issuer))
    .where('n.provider', '=', provider)
    .where('n.issuer', 'in', issuerSpellings(to_issuer))
    .execute();
  return rows.map((row) => row.user_id);
}

/** At which issuers of a provider people have identities, the most used first. */
export async function issuersInUse(db: Kysely<Schema>, provider: Provider) {
  return db
    .selectFrom('identities')
    .select(['issuer', (eb) => eb.fn.countAll<number>().as('people')])
    .where('provider', '=', provider)
    .groupBy('issuer')
    .orderBy('people', 'desc')
    .orderBy('issuer')
    .limit(50)
    .execute();
}

/** Which of these canonical addresses are those of accounts. */
export async function accountsWithAddress(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('users')
    .select('email_key')
    .where('email_key', 'in', keys)
    .execute();
  return rows.map((row) => row.email_key);
}
