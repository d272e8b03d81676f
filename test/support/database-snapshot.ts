import { Database } from 'bun:sqlite';
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';

/** The content of the database: table → its rows, each as one line of JSON. */
export type Snapshot = Readonly<Record<string, readonly string[]>>;

/** Refusals are also recorded and counted, and a server renews its row among the instances by itself. */
const omitted: ReadonlySet<string> = new Set(['audit_log', 'login_failures', 'instances']);

/** Every row of every table but those of what goes on anyway. */
export function snapshotOf(file: string): Snapshot {
  const connection = new Database(file, { readonly: true });
  try {
    const tables = connection
      .query<{ name: string }, []>(`select name from sqlite_master where type = 'table'`)
      .all()
      .map((table) => table.name)
      .filter((name) => !omitted.has(name));
    return Object.fromEntries(tables.map((table) => [table, rowsOf(connection, table)]));
  } finally {
    connection.close();
  }
}

/** As `snapshotOf`, over an open database of any kind. */
export async function snapshotOver(db: Kysely<Schema>): Promise<Snapshot> {
  const tables = [...(await tablesOver(db))].filter(([name]) => !omitted.has(name));
  const lines = ([name, rows]: (typeof tables)[number]) =>
    [name, rows.map((row) => JSON.stringify(row, readable)).toSorted()] as const;
  return Object.fromEntries(tables.map(lines));
}

/** The rows of each table of an open database of any kind. */
export async function tablesOver(
  db: Kysely<Schema>,
): Promise<ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const any = db.withTables<Record<string, Record<string, unknown>>>();
  const found = new Map<string, readonly Record<string, unknown>[]>();
  for (const { name } of tables) found.set(name, await any.selectFrom(name).selectAll().execute());
  return found;
}

function rowsOf(connection: Database, table: string): readonly string[] {
  const rows = connection.query<Record<string, unknown>, []>(`select * from "${table}"`).all();
  return rows.map((row) => JSON.stringify(row, readable)).toSorted();
}

function readable(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}
