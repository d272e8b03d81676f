import { type IsolationLevel, Kysely } from 'kysely';
import type { Database, EffectOptions } from '../port.ts';
import type { Schema } from '../schema.ts';
import type { PostgresAddress } from '../../core/postgres-address.ts';
import { OneSchemaDialect } from './dialect.ts';
import { LookUps } from './look-ups.ts';
import { openPool } from './pool.ts';
import { PostgresWriter } from './writer.ts';

export interface PostgresOptions extends EffectOptions {
  /** `serializable` unless a proof shows what anything less would break. */
  readonly isolation?: IsolationLevel;
}

// Ten connections for each instance: reads have their own, so that they never wait for changes.
const readers = 3;
const writers = 5;
const longReaders = 2;
/** Much less than the grace period of a refresh: a change that a frozen server makes late comes too late to matter. */
const statementMs = 3000;
const longReadMs = 10_000;

/** Opens the connections to a server; none is made before it is needed. */
export async function openPostgres(
  address: PostgresAddress,
  { isolation = 'serializable', ...effects }: PostgresOptions = {},
): Promise<Database> {
  const read = await kyselyOf({ address, size: readers, statementMs, translatesErrors: true });
  const changes = await kyselyOf({ address, size: writers, statementMs, translatesErrors: false });
  const aside = await kyselyOf({
    address,
    size: longReaders,
    statementMs: longReadMs,
    translatesErrors: true,
  });
  const writer = new PostgresWriter({ db: changes, isolation, ...effects });
  const lookUps = new LookUps(read);
  const close = async () => {
    await writer.idle();
    for (const db of [aside, read, changes]) await db.destroy();
  };
  return {
    engine: 'postgres',
    read,
    aside,
    find: (query, values) => lookUps.find(query, values),
    write: (work) => writer.write(work),
    change: (query, values) => writer.change(query, values),
    prove: () => Promise.resolve(),
    isProven: () => true,
    migrations: changes,
    abandon: close,
    close,
  };
}

async function kyselyOf(options: Parameters<typeof openPool>[0]): Promise<Kysely<Schema>> {
  return new Kysely<Schema>({ dialect: new OneSchemaDialect({ pool: await openPool(options) }) });
}
