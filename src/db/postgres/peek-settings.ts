import { Kysely } from 'kysely';
import type { PostgresAddress } from '../../core/postgres-address.ts';
import { hasTable } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { OneSchemaDialect } from './dialect.ts';
import { openPool, settleTls } from './pool.ts';

interface StoredSetting {
  readonly key: string;
  readonly value: string;
  readonly is_encrypted: number;
}

const statementMs = 3000;

/**
 * Reads the settings table and changes nothing. Null when the database has no tables of this program. Throws the
 * driver's errors.
 */
export async function peekSettings(
  given: PostgresAddress,
): Promise<ReadonlyMap<string, StoredSetting> | null> {
  const address = await settleTls(given);
  const pool = await openPool({ address, size: 1, statementMs, translatesErrors: false });
  const db = new Kysely<Schema>({ dialect: new OneSchemaDialect({ pool }) });
  try {
    if (!(await hasTable(db, 'settings'))) return null;
    const rows = await db.selectFrom('settings').select(['key', 'value', 'is_encrypted']).execute();
    return new Map(rows.map((row) => [row.key, row]));
  } finally {
    await db.destroy();
  }
}
