import { type Kysely, sql } from 'kysely';

/**
 * Tables that keep their rows: those that record migrations, and the keys of running servers, which would refuse each
 * other's tokens until they have read the keys anew.
 */
const kept = /^kysely_|^schema_changes$|^signing_keys$/;

async function tablesOf<Db>(db: Kysely<Db>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  return tables.map(({ name }) => name);
}

/** Whether the schema has no table at all. */
export async function isWithoutTables<Db>(db: Kysely<Db>): Promise<boolean> {
  return (await tablesOf(db)).length === 0;
}

/** Deletes all rows but those that running servers rely on. Only for a database made for a proof. */
export async function deleteAllRows<Db>(db: Kysely<Db>): Promise<void> {
  const tables = (await tablesOf(db)).filter((name) => !kept.test(name));
  const list = sql.join(tables.map((name) => sql.table(name)));
  await sql`truncate ${list}`.execute(db);
}

/** Drops all tables. Only for a database that had none before. */
export async function dropAllTables<Db>(db: Kysely<Db>): Promise<void> {
  const tables = await tablesOf(db);
  if (tables.length === 0) return;
  await sql`drop table ${sql.join(tables.map((name) => sql.table(name)))}`.execute(db);
}
