import { Database as SqliteDatabase } from 'bun:sqlite';
import { closeSync, openSync } from 'node:fs';
import { Kysely } from 'kysely';
import { BunSqliteDialect } from './dialect.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';

/**
 * Writes what is committed at this moment into a new file of mode 0600, while others go on reading and
 * writing: neither free pages nor a log come along. SQLite's own errors pass.
 */
export function copyDatabase(from: string, to: string): void {
  // SQLite would choose the mode itself; into an empty file it writes as well.
  closeSync(openSync(to, 'wx', 0o600));
  using connection = new SqliteDatabase(from, { readwrite: true });
  connection.run('pragma busy_timeout = 5000');
  connection.run('vacuum into ?', [to]);
}

/** A copy that nobody else knows, to be changed before it is copied once more. */
export interface Draft {
  readonly db: Kysely<Schema>;
  /** All of it is in the one file then. */
  close(): Promise<void>;
}

export function openDraft(file: string): Draft {
  const connection = new SqliteDatabase(file, { readwrite: true });
  // Who is cut off throws the draft away, so nothing waits for the disk; without foreign keys a table is emptied at once.
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
 * A table or column that this program needs and an up-to-date database lacks, such as `users.name`; null when
 * there is none. What there is besides is judged by foreign-parts.ts.
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
