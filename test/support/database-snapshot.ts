import { Database } from 'bun:sqlite';

/** The content of the database: table → its rows, each as one line of JSON. */
export type Snapshot = Readonly<Record<string, readonly string[]>>;

/** Every row of every table but the audit log, which also writes down refusals. */
export function snapshotOf(file: string): Snapshot {
  const connection = new Database(file, { readonly: true });
  try {
    const tables = connection
      .query<{ name: string }, []>(`select name from sqlite_master where type = 'table'`)
      .all()
      .map((table) => table.name)
      .filter((name) => name !== 'audit_log');
    return Object.fromEntries(tables.map((table) => [table, rowsOf(connection, table)]));
  } finally {
    connection.close();
  }
}

function rowsOf(connection: Database, table: string): readonly string[] {
  const rows = connection.query<Record<string, unknown>, []>(`select * from "${table}"`).all();
  return rows.map((row) => JSON.stringify(row, readable)).toSorted();
}

function readable(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}
