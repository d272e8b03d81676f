import { Database as SqliteDatabase } from 'bun:sqlite';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../../core/error-code.ts';
import { StartupError } from '../../core/startup-error.ts';

/**
 * Makes this process the only server of a data directory by an exclusive transaction on a lock file, which the
 * kernel releases however the process ends. Returns the function that releases it; throws StartupError when another
 * process holds it.
 */
export function takeInstanceLock(file: string): () => void {
  let connection: SqliteDatabase | undefined;
  try {
    connection = new SqliteDatabase(file, { create: true, readwrite: true });
    connection.run('pragma busy_timeout = 0');
    // Nothing is ever written, so no journal file is needed, and the lock works even on a full disk.
    connection.run('pragma journal_mode = memory');
    connection.run('begin exclusive');
  } catch (error) {
    connection?.close();
    throw explain(error, file);
  }
  const held = connection;
  return () => {
    held.close();
  };
}

/**
 * Keeps servers from starting on a data directory that is only being read, such as a plain copy. Returns the
 * function that releases the lock; throws StartupError when a server is running there, because its files change
 * while they are read.
 */
export function keepServersOut(file: string): () => void {
  if (!existsSync(file)) return () => undefined;
  let connection: SqliteDatabase | undefined;
  try {
    connection = new SqliteDatabase(file, { readonly: true });
    connection.run('begin');
    // SQLite takes the lock of a transaction with its first statement.
    connection.run('select count(*) from sqlite_master');
  } catch (error) {
    if (isBusy(error)) {
      connection?.close();
      throw new StartupError(
        `A server is running on ${dirname(file)}, and changes what is read`,
        'make a backup of it with "anchor-auth backup", or stop it first',
        error,
      );
    }
    // The lock file holds no data, so only a lock held by a server matters; other errors do not.
  }
  return () => {
    connection?.close();
  };
}

function explain(error: unknown, file: string): StartupError {
  if (isBusy(error)) {
    return new StartupError(
      `Another anchor-auth is already running on this data directory (${file} is locked)`,
      'stop it first, or give this one a DATA_DIR of its own',
      error,
    );
  }
  return new StartupError(
    `The lock file ${file} cannot be opened for writing (${errorCode(error) || 'unknown error'})`,
    'make the data directory and the files in it writable for the user who runs anchor-auth',
    error,
  );
}

function isBusy(error: unknown): boolean {
  return errorCode(error).startsWith('SQLITE_BUSY');
}
