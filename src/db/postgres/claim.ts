// Locks the tables of a PostgreSQL database for one program, which moves the instance or replaces it by another.
import { type Kysely, sql, type Transaction } from 'kysely';
import { type PostgresAddress, shownAddress } from '../../core/postgres-address.ts';
import { StartupError } from '../../core/startup-error.ts';
import { hasTable } from '../engine.ts';
import { hasSchema } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { readModel } from '../table-model.ts';

/** An instance that has not renewed its row for this long has ended without removing it. */
const unseenMs = 120_000;

/**
 * Lets no other program change the tables of an instance until the transaction ends; does nothing where there are
 * none. To be called before the transaction reads. Throws StartupError while an instance runs.
 */
export async function claimDatabase(
  trx: Transaction<Schema>,
  address: PostgresAddress,
): Promise<void> {
  const tables = await presentTables(trx);
  if (tables.length === 0) return;
  await lock(trx, tables);
  if (tables.includes('instances')) await refuseWhileRunning(trx, address);
}

/** A lock that others can read beside; a second program that asks for it waits for the first. */
async function lock(trx: Transaction<Schema>, tables: readonly string[]): Promise<void> {
  const names = sql.join(tables.map((name) => sql.table(name)));
  await sql`lock table ${names} in share row exclusive mode`.execute(trx);
}

async function refuseWhileRunning(
  trx: Transaction<Schema>,
  address: PostgresAddress,
): Promise<void> {
  const running = await trx
    .selectFrom('instances')
    .select('host')
    .where('seen_at', '>', Date.now() - unseenMs)
    .orderBy('host')
    .execute();
  if (running.length === 0) return;
  const hosts = [...new Set(running.map(({ host }) => host))].join(', ');
  throw new StartupError(
    `${running.length === 1 ? 'A server is' : `${running.length} servers are`} running on the database ${shownAddress(address)} (on ${hosts})`,
    'stop every server of it first; one that was killed counts for two minutes more',
  );
}

/**
 * Moves the tables of an instance, with all their rows, into a new schema of the same database; returns its name, or
 * null when there was no instance.
 */
export async function moveAside(trx: Transaction<Schema>): Promise<string | null> {
  const tables = await presentTables(trx);
  if (tables.length === 0) return null;
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '').toLowerCase();
  const aside = `${(await schemaOf(trx)).slice(0, maxSchemaLength)}_replaced_${stamp}`;
  await sql`create schema ${sql.id(aside)}`.execute(trx);
  for (const name of tables) {
    await sql`alter table ${sql.table(name)} set schema ${sql.id(aside)}`.execute(trx);
  }
  return aside;
}

/** Names may have 63 bytes in PostgreSQL. */
const maxSchemaLength = 30;

async function schemaOf(db: Kysely<Schema>): Promise<string> {
  const found = await sql<{ name: string | null }>`select current_schema() as name`.execute(db);
  const name = found.rows[0]?.name ?? null;
  if (name !== null) return name;
  throw new StartupError(
    'The database has no schema for tables',
    'create one, or correct the search_path of this user',
  );
}

/** The tables of this program in a schema; another program's tables that have such names do not count. */
async function presentTables(db: Kysely<Schema>): Promise<readonly string[]> {
  if (!(await hasTable(db, 'kysely_migration'))) return [];
  const names = [...(await readModel()).map(({ name }) => name), ...migrationTables];
  const present = await db.introspection.getTables({ withInternalKyselyTables: true });
  return names.filter((name) => present.some((table) => table.name === name));
}

const migrationTables = ['kysely_migration', 'kysely_migration_lock'] as const;

/** Throws StartupError for a schema in which another program has made a table that the migrations make. */
export async function refuseForeignTables(
  db: Kysely<Schema>,
  address: PostgresAddress,
): Promise<void> {
  if (await hasSchema(db)) return;
  for (const { name } of await readModel()) {
    if (!(await hasTable(db, name))) continue;
    throw new StartupError(
      `The database ${shownAddress(address)} has a table "${name}" of another program`,
      'take a database of its own for anchor-auth, or a schema: add ?options=-csearch_path%3DNAME to the address',
    );
  }
}
