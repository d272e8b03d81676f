import { constants, Database as SqliteDatabase } from 'bun:sqlite';
import { existsSync } from 'node:fs';
import { isMissingOrEmpty } from './file-errors.ts';

interface StoredSetting {
  readonly key: string;
  readonly value: string;
  readonly is_encrypted: number;
}

/**
 * Reads the settings table and changes nothing: no migration, no lock, and no new file that another user would then
 * own. Null when there is no database; throws when it cannot be read.
 */
export function peekSettings(file: string): ReadonlyMap<string, StoredSetting> | null {
  if (isMissingOrEmpty(file)) return null;
  const connection = open(file);
  try {
    const rows = connection
      .query<StoredSetting, []>('select key, value, is_encrypted from settings')
      .all();
    return new Map(rows.map((row) => [row.key, row]));
  } finally {
    connection.close();
  }
}

/** Without a write-ahead log the file does not change during the read, and SQLite must not create a log. */
function open(file: string): SqliteDatabase {
  if (existsSync(`${file}-wal`)) return new SqliteDatabase(file, { readonly: true });
  const address = `${Bun.pathToFileURL(file).href}?immutable=1`;
  return new SqliteDatabase(address, constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI);
}
