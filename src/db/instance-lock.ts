import { Database as SqliteDatabase } from 'bun:sqlite';
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

function explain(error: unknown, file: string): StartupError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code.startsWith('SQLITE_BUSY')) {
    return new StartupError(
      `Another anchor-auth is already running on this data directory (${file} is locked)`,
      'stop it first, or give this one a DATA_DIR of its own',
      error,
    );
  }
  return new StartupError(
    `The lock file ${file} cannot be opened for writing (${code})`,
    'make the data directory and the files in it writable for the user who runs anchor-auth',
    error,
  );
}
