import { Database as SqliteDatabase } from 'bun:sqlite';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../core/error-code.ts';
import { StartupError } from '../core/startup-error.ts';

/**
 * Makes this process the only server of a data directory: an exclusive transaction on a file of its own,
 * which the kernel lets go of however the process ends. Answers how to release it; throws StartupError
 * when another process holds it.
 */
export function takeInstanceLock(file: string): () => void {
  let connection: SqliteDatabase | undefined;
  try {
    connection = new SqliteDatabase(file, { create: true, readwrite: true });
    connection.run('pragma busy_timeout = 0');
    // Nothing is ever written, so no journal is needed: not even a full disk stands in the way.
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
 * Keeps servers from a data directory that is only read meanwhile, such as a plain copy. Answers how to let
 * go; throws StartupError when a server has it open, whose files change while they are read.
 */
export function keepServersOut(file: string): () => void {
  if (!existsSync(file)) return () => undefined;
  let connection: SqliteDatabase | undefined;
  try {
    connection = new SqliteDatabase(file, { readonly: true });
    connection.run('begin');
    // A transaction takes its lock with its first statement.
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
    // Only a server's lock matters in a file that holds nothing.
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
