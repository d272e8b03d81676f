import { Database as SqliteDatabase } from 'bun:sqlite';
import { closeSync, openSync } from 'node:fs';
import { Kysely } from 'kysely';
import { BunSqliteDialect } from './dialect.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';

/**
 * Writes the committed data of this moment into a new file of mode 0600, while other connections go on reading and
 * writing. The copy has no free pages and no log. Throws SQLite's own errors.
 */
export function copyDatabase(from: string, to: string): void {
  // SQLite would choose the mode itself; it also writes into an existing empty file.
  closeSync(openSync(to, 'wx', 0o600));
  using connection = new SqliteDatabase(from, { readwrite: true });
  connection.run('pragma busy_timeout = 5000');
  connection.run('vacuum into ?', [to]);
}

/** A private copy of a database, to be changed before it is copied again. */
export interface Draft {
  readonly db: Kysely<Schema>;
  /** Afterwards all data is in the one file, without a log. */
  close(): Promise<void>;
}

/** Makes a private database of mode 0600 with all tables and no rows. Throws SQLite's own errors. */
export async function createDraft(file: string): Promise<Draft> {
  closeSync(openSync(file, 'wx', 0o600));
  const draft = openDraft(file);
  await migrate(draft.db);
  return draft;
}

/** Opens a private copy for changes. Throws SQLite's own errors. */
export function openDraft(file: string): Draft {
  const connection = new SqliteDatabase(file, { readwrite: true });
  // A draft that was cut off is thrown away, so no write waits for the disk; without foreign keys a table is
  // emptied at once.
  for (const setting of [
    'journal_mode = delete',
    'synchronous = off',
    'foreign_keys = off',
    'trusted_schema = off',
  ]) {
    connection.run(`pragma ${setting}`);
  }
  const db = new Kysely<Schema>({ dialect: new BunSqliteDialect(connection) });
  return {
    db,
    async close() {
      await db.destroy();
      connection.close();
    },
  };
}

/**
 * A table or column that this program needs and the database lacks, such as `users.name`; null when nothing is
 * missing. Objects that should not be there are found by foreign-parts.ts.
 */
export async function missingPart(db: Kysely<Schema>): Promise<string | null> {
  const model = openDraft(':memory:');
  try {
    await migrate(model.db);
    const present = new Set(await partsOf(db));
    return (await partsOf(model.db)).find((part) => !present.has(part)) ?? null;
  } finally {
    await model.close();
  }
}

async function partsOf(db: Kysely<Schema>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables();
  return tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`));
}
