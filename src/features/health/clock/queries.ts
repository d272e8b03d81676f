import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../../db/schema.ts';

/** The time of a PostgreSQL server in milliseconds since 1970. */
export async function serverTime(db: Kysely<Schema>): Promise<number> {
  const query = sql<{ now: number }>`
    select cast(extract(epoch from clock_timestamp()) * 1000 as double precision) as now`;
  const { rows } = await query.execute(db);
  return rows[0]?.now ?? Number.NaN;
}
