import { Database as SqliteDatabase } from 'bun:sqlite';
import { existsSync, rmSync, statSync } from 'node:fs';
import { CompiledQuery, type Kysely } from 'kysely';
import { StartupError } from '../../core/startup-error.ts';
import { foreignDatabase, foreignPartOf } from './foreign-parts.ts';
import type { Schema } from '../schema.ts';
import { isDamage } from '../storage-errors.ts';
import { damagedDatabase } from './file-errors.ts';

// The full check compares every index with its table, about 10 ms for each MiB; the quick check takes 2 ms.
const maxWholeCheckBytes = 64 * 1024 * 1024;

/**
 * Checks an existing database from end to end before the first write, so that a damaged database keeps every byte,
 * including its write-ahead log. Throws StartupError, or SQLite's own error.
 */
export function proveHealth(file: string): void {
  // Only a writer can roll back the unfinished transaction of a rollback journal.
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
    // After any other failure the files may belong to a server that started meanwhile, with its commits in them.
    if (error instanceof StartupError || isDamage(error)) {
      for (const path of made) rmSync(path, { force: true });
    }
    throw error;
  }
  connection.close();
}

/**
 * As `proveHealth`, on the thread for long reads while the database is in use. Throws StartupError for a damaged
 * database, and any other error that kept it from being checked.
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
/** Returns a row when a foreign key points to a row that does not exist. */
const orphanCheck = CompiledQuery.raw('select * from pragma_foreign_key_check limit 1');

function refuseForeignParts(connection: SqliteDatabase, file: string): void {
  const part = foreignPartOf(connection);
  if (part === null) return;
  throw foreignDatabase(
    `The database ${file}`,
    part,
    'find out which program made it, then remove it with sqlite3, or put a backup in place with "anchor-auth restore BACKUP --replace"',
  );
}

/**
 * Checks a database that no other program has open, whatever its size: returns SQLite's first complaint, or null
 * when it is sound. Throws SQLite's own errors.
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
