import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Database } from './port.ts';

/** The engine of a connection or transaction, for the few statements that differ between engines. */
export function engineOf<Db>(db: Kysely<Db>): Database['engine'] {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
}

/** Whether a table exists in the file, or in the first schema of the search path. */
export async function hasTable<Db>(db: Kysely<Db>, name: string): Promise<boolean> {
  const query =
    engineOf(db) === 'postgres'
      ? sql`select 1 from information_schema.tables where table_schema = current_schema() and table_name = ${name}`
      : sql`select 1 from sqlite_master where name = ${name}`;
  return (await query.execute(db)).rows.length > 0;
}
