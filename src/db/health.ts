import { Database as SqliteDatabase } from 'bun:sqlite';
import { existsSync, rmSync, statSync } from 'node:fs';
import { CompiledQuery, type Kysely } from 'kysely';
import { StartupError } from '../core/startup-error.ts';
import { foreignDatabase, foreignPartOf } from './foreign-parts.ts';
import type { Schema } from './schema.ts';
import { damagedDatabase, isDamage } from './storage-errors.ts';

// The whole check compares every index with its table, about 10 ms for each MiB; the quick one, 2 ms.
const maxWholeCheckBytes = 64 * 1024 * 1024;

/**
 * Reads an existing database from end to end before anything is written to it: a database that is found
 * damaged keeps every byte, its write-ahead log included. Throws StartupError, or SQLite's own error.
 */
export function proveHealth(file: string): void {
  // Only a writer can take back what a rollback journal has half done.
  const readonly = !existsSync(`${file}-journal`);
  const made = ['-wal', '-shm'].map((end) => file + end).filter((path) => !existsSync(path));
  const connection = new SqliteDatabase(file, readonly ? { readonly } : { readwrite: true });
  try {
    connection.run('pragma busy_timeout = 5000');
    connection.run('pragma trusted_schema = off');
    const problem = problemIn(connection, statSync(file).size <= maxWholeCheckBytes);
    if (problem !== null) throw damagedDatabase(file, problem);
    refuseForeignParts(connection, file);
  } catch (error) {
    connection.close();
    // After any other failure they may be a server's that has started meanwhile, with its commits in them.
    if (error instanceof StartupError || isDamage(error)) {
      for (const path of made) rmSync(path, { force: true });
    }
    throw error;
  }
  connection.close();
}

/**
 * As `proveHealth`, through the thread for long reads while the database is in use. Throws StartupError for a
 * damaged one, and whatever else kept it from being checked.
 */
export async function proveHealthAside(aside: Kysely<Schema>, file: string): Promise<void> {
  const isWhole = statSync(file).size <= maxWholeCheckBytes;
  const checks = isWhole ? [wholeCheck, orphanCheck] : [quickCheck];
  try {
    for (const check of checks) {
      const [row] = (await aside.executeQuery<Record<string, unknown>>(check)).rows;
      const isFine =
        check === orphanCheck ? row === undefined : Object.values(row ?? {})[0] === 'ok';
      if (!isFine) throw damagedDatabase(file, Object.values(row ?? {})[0] ?? 'no answer');
    }
  } catch (error) {
    throw isDamage(error) ? damagedDatabase(file, error) : error;
  }
}

const wholeCheck = CompiledQuery.raw('pragma integrity_check(1)');
const quickCheck = CompiledQuery.raw('pragma quick_check(1)');
/** Has no row where every row that another one names is there. */
const orphanCheck = CompiledQuery.raw('select * from pragma_foreign_key_check limit 1');

function refuseForeignParts(connection: SqliteDatabase, file: string): void {
  const part = foreignPartOf(connection);
  if (part === null) return;
  throw foreignDatabase(
    `The database ${file}`,
    part,
    'find out who made it, then remove it with sqlite3, or put a backup in place with "anchor-auth restore BACKUP --replace"',
  );
}

/**
 * Compares everything in a database that nobody else has open with everything else, whatever its size:
 * SQLite's first complaint, or null for one in order. Its own errors pass.
 */
export function problemOf(file: string): unknown {
  using connection = new SqliteDatabase(file, { readonly: true });
  return problemIn(connection, true);
}

function problemIn(connection: SqliteDatabase, isWhole: boolean): unknown {
  const check = isWhole ? 'integrity_check' : 'quick_check';
  const row = connection.query<Record<string, unknown>, []>(`pragma ${check}(1)`).get();
  if (row?.[check] !== 'ok') return row?.[check] ?? 'no answer';
  return isWhole ? connection.query('pragma foreign_key_check').get() : null;
}
