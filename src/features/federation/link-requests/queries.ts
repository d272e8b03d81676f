import type { Insertable, Kysely } from 'kysely';
import { issuerSpellings } from '../../../core/issuer.ts';
import type { Id } from '../../../core/uuid.ts';
import type { LinkRequestTable } from '../../../db/link-request-tables.ts';
import type { Schema } from '../../../db/schema.ts';
import type { ToldIdentity } from '../link-tickets/rules.ts';
import type { LinkRequestRow } from './rules.ts';

type Subject = Pick<ToldIdentity, 'provider' | 'issuer' | 'subject'>;

export async function insertRequest(
  db: Kysely<Schema>,
  request: Insertable<LinkRequestTable>,
): Promise<void> {
  await db.insertInto('link_requests').values(request).execute();
}

export async function findRequest(db: Kysely<Schema>, id: Id): Promise<LinkRequestRow | undefined> {
  return db.selectFrom('link_requests').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function requestOfSubject(
  db: Kysely<Schema>,
  { provider, issuer, subject }: Subject,
): Promise<LinkRequestRow | undefined> {
  return db
    .selectFrom('link_requests')
    .selectAll()
    .where('provider', '=', provider)
    .where('issuer', 'in', issuerSpellings(issuer))
    .where('subject', '=', subject)
    .executeTakeFirst();
}

/** The requests that have not ended, the oldest first. */
export async function liveRequests(db: Kysely<Schema>, now: number): Promise<LinkRequestRow[]> {
  return db
    .selectFrom('link_requests')
    .selectAll()
    .where('expires_at', '>', now)
    .orderBy('expires_at')
    .orderBy('id')
    .limit(maxListed)
    .execute();
}

/** More than can wait, because those that were refused are listed too. */
const maxListed = 500;

/** How many requests wait for an administrator. */
export async function countWaiting(db: Kysely<Schema>, now: number): Promise<number> {
  const row = await db
    .selectFrom('link_requests')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('expires_at', '>', now)
    .where('refused_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Of all requests that refuse one, exactly one gets true. */
export async function markRefused(db: Kysely<Schema>, id: Id, now: number): Promise<boolean> {
  const row = await db
    .updateTable('link_requests')
    .set({ refused_at: now })
    .where('id', '=', id)
    .where('refused_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Of all requests that delete one, exactly one gets true. */
export async function deleteRequest(db: Kysely<Schema>, id: Id): Promise<boolean> {
  const row = await db
    .deleteFrom('link_requests')
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteRequestOfSubject(
  db: Kysely<Schema>,
  { provider, issuer, subject }: Subject,
): Promise<void> {
  await db
    .deleteFrom('link_requests')
    .where('provider', '=', provider)
    .where('issuer', 'in', issuerSpellings(issuer))
    .where('subject', '=', subject)
    .execute();
}

export async function deleteExpiredRequests(
  db: Kysely<Schema>,
  now: number,
  limit: number,
): Promise<number> {
  const old = db
    .selectFrom('link_requests')
    .select('id')
    .where('expires_at', '<=', now)
    .limit(limit);
  const result = await db.deleteFrom('link_requests').where('id', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Deletes the requests that are about a user's account. */
export async function deleteRequestsOf(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db.deleteFrom('link_requests').where('user_id', '=', userId).execute();
}
