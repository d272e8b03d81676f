import { Kysely, type PostgresPool } from 'kysely';
import type { Database, EffectOptions } from '../port.ts';
import type { Schema } from '../schema.ts';
import type { PostgresAddress } from '../../core/postgres-address.ts';
import { ConnectionWaits } from './connection-waits.ts';
import { OneSchemaDialect } from './dialect.ts';
import { LookUps } from './look-ups.ts';
import { inLine, Places } from './places.ts';
import { openPool, settleTls } from './pool.ts';
import { PostgresWriter } from './writer.ts';

// Ten connections for each instance: reads have their own, so that they never wait for changes.
const readers = 3;
const writers = 5;
const longReaders = 2;
/** Much less than the grace period of a refresh, so that a change which a frozen server makes late does no harm. */
const statementMs = 3000;
const longReadMs = 10_000;
/**
 * A change that reads a whole table conflicts with every other change of it, and PostgreSQL prefers to read small
 * tables whole. The planner then takes a statement without an index for very costly, and would compile it in vain.
 */
const byIndex = '-c enable_seqscan=off -c jit=off';
/** Making an index of a large table takes a while, and another instance may be running the migration already. */
const migrationMs = 600_000;

/** Prepares the connections to a server; before they are needed, one is made only for sslmode prefer or allow. */
export async function openPostgres(
  given: PostgresAddress,
  effects: EffectOptions = {},
): Promise<Database> {
  const address = await settleTls(given);
  const waits = new ConnectionWaits();
  const shared = { address, statementMs, waits } as const;
  const { read, lookUp } = await readersOf({ ...shared, size: readers });
  const changes = await kyselyOf({
    ...shared,
    address: { ...address, options: [byIndex, address.options ?? ''].join(' ').trimEnd() },
    size: writers,
    translatesErrors: false,
  });
  // Long reads may wait for long: that does not make the server busy.
  const long = { address, statementMs: longReadMs, waits: new ConnectionWaits() } as const;
  const { read: aside } = await readersOf({ ...long, size: longReaders });
  const migrations = await kyselyOf({
    address,
    size: 1,
    statementMs: migrationMs,
    translatesErrors: false,
  });
  const serving = { db: changes, connections: writers, waits } as const;
  const writer = new PostgresWriter({ ...serving, ...effects });
  const lookUps = new LookUps(lookUp);
  const close = async () => {
    await writer.idle();
    for (const db of [aside, read, changes, migrations]) await db.destroy();
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
    isBusy: () => waits.isLong(),
    migrations,
    abandon: close,
    close,
  };
}

type PoolOptions = Parameters<typeof openPool>[0];

type Connections = PoolOptions & { readonly waits?: ConnectionWaits };

async function kyselyOf({ waits, ...options }: Connections): Promise<Kysely<Schema>> {
  const opened = await openPool(options);
  return kyselyOn(waits?.watch(opened) ?? opened);
}

type Readers = Omit<PoolOptions, 'translatesErrors'> & { readonly waits: ConnectionWaits };

interface ReadConnections {
  readonly read: Kysely<Schema>;
  /** The same connections; what every request waits for goes before other reads. */
  readonly lookUp: Kysely<Schema>;
}

/** Connections for single reads, which wait for them in a line. Destroying `read` closes them. */
async function readersOf({ waits, ...options }: Readers): Promise<ReadConnections> {
  const pool = waits.watch(await openPool({ ...options, translatesErrors: true }));
  const places = new Places({ count: options.size, waits });
  return {
    read: kyselyOn(inLine(pool, { places, isFirst: false })),
    lookUp: kyselyOn(inLine(pool, { places, isFirst: true })),
  };
}

function kyselyOn(pool: PostgresPool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new OneSchemaDialect({ pool }) });
}
