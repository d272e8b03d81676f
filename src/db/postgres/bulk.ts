import { Kysely } from 'kysely';
import type { PostgresAddress } from '../../core/postgres-address.ts';
import type { Schema } from '../schema.ts';
import { OneSchemaDialect } from './dialect.ts';
import { openPool, settleTls } from './pool.ts';

/** One statement of a copy reads or writes a page of rows, or waits for the locks of servers that still run. */
const statementMs = 60_000;
/** A copy pauses in its transaction while the other end works, as when a file of a gigabyte is written to disk. */
const pauseMs = 60 * 60 * 1000;

/** One connection for a copy of everything, with longer time limits than those of a server. */
export interface BulkConnection extends AsyncDisposable {
  readonly db: Kysely<Schema>;
}

/** Its errors are those of the driver: `explainPostgresError` says what to do about them. */
export async function openBulk(given: PostgresAddress): Promise<BulkConnection> {
  const address = await settleTls(given);
  const limit = `-c idle_in_transaction_session_timeout=${pauseMs}`;
  const pool = await openPool({
    address: { ...address, options: [address.options, limit].filter(Boolean).join(' ') },
    size: 1,
    statementMs,
    translatesErrors: false,
  });
  const db = new Kysely<Schema>({ dialect: new OneSchemaDialect({ pool }) });
  return { db, [Symbol.asyncDispose]: () => db.destroy() };
}
