import type { Kysely } from 'kysely';
import type { Schema } from '../../../db/schema.ts';

export async function findAlgorithm(db: Kysely<Schema>): Promise<string | null> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', 'tokens.algorithm')
    .executeTakeFirst();
  return row?.value ?? null;
}
