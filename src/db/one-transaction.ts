import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Runs `work` in one transaction that is neither isolated from others nor repeated as those of `Database.write` are:
 * only for a copy of an instance, or for one that no server uses. Throws what `work` throws, after undoing it.
 */
export function inOneTransaction<T>(
  db: Kysely<Schema>,
  work: (trx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(work);
}

/** Runs reads that all see a PostgreSQL database as it was in one moment, whatever servers change meanwhile. */
export function inOneMoment<T>(
  db: Kysely<Schema>,
  work: (trx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(work);
}
