import type { Kysely } from 'kysely';
import type { Schema } from '../../../db/schema.ts';
import { findAlgorithm } from './queries.ts';

/**
 * Whether the instance had users before it could sign with ES256. Other programs may verify its tokens with the
 * secret, so it keeps HS256 until its operator chooses; the migration has recorded it.
 */
export async function keepsHs256(db: Kysely<Schema>): Promise<boolean> {
  return (await findAlgorithm(db)) === 'HS256';
}
