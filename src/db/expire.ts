// Rows that end by themselves are deleted a batch at a time, so that no other change waits long for the writer.
import { type Expression, type Kysely, sql, type SqlBool } from 'kysely';
import type { Schema } from './schema.ts';

/** Deletes at most `limit` rows that are over at a time in milliseconds since 1970; returns how many. */
export type Expire = (db: Kysely<Schema>, now: number, limit: number) => Promise<number>;

/** Rows that end, and the columns that name them and say when. */
interface EndingRows<Table extends keyof Schema> {
  readonly table: Table;
  /** The primary key. */
  readonly key: keyof Schema[Table] & string;
  /** By default `expires_at`. */
  readonly endsAt?: keyof Schema[Table] & string;
  /** What else must hold for a row to be deleted. */
  readonly only?: Expression<SqlBool>;
}

/** Which of the rows that end: those that ended before a time in milliseconds since 1970, at most `limit`. */
interface Batch {
  readonly before: number;
  readonly limit: number;
}

/** Deletes the oldest of the rows that ended; returns how many. A row without an end is never one of them. */
export async function deleteExpired<Table extends keyof Schema>(
  db: Kysely<Schema>,
  { table, key, endsAt, only }: EndingRows<Table>,
  { before, limit }: Batch,
): Promise<number> {
  const end = sql.ref(endsAt ?? 'expires_at');
  const condition = only === undefined ? sql`` : sql` and ${only}`;
  const over = sql`select ${sql.ref(key)} from ${sql.table(table)} where ${end} < ${before}${condition} order by ${end} limit ${limit}`;
  const result =
    await sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (${over})`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
}
