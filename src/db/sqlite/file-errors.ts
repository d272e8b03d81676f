import { statSync } from 'node:fs';
import { errorCode } from '../../core/error-code.ts';
import { StartupError } from '../../core/startup-error.ts';
import { isDamage } from '../storage-errors.ts';

/** Turns a storage error into a StartupError that says what to do; other errors pass unchanged. */
export function explainStorageError(error: unknown, file: string): unknown {
  const code = errorCode(error);
  if (isDamage(error)) return damagedDatabase(file, error);
  if (/^SQLITE_(?:FULL|IOERR_SHMSIZE)/.test(code)) {
    return new StartupError(
      `The database ${file} cannot grow: its disk is full`,
      'free some space on the disk, then start again',
      error,
    );
  }
  if (/^SQLITE_(?:READONLY|CANTOPEN|PERM|IOERR)/.test(code)) {
    return new StartupError(
      `The database ${file} cannot be opened for writing (${code})`,
      'make the data directory and the files in it writable for the user who runs anchor-auth',
      error,
    );
  }
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) {
    return new StartupError(
      `The database ${file} is locked by another program`,
      'stop whatever else has it open, then start again',
      error,
    );
  }
  return error;
}

/** The refusal to start on a damaged database. */
export function damagedDatabase(file: string, detail: unknown): StartupError {
  return new StartupError(
    `The database ${file} is damaged`,
    'nothing was changed: "anchor-auth restore BACKUP --replace" puts a backup in its place and keeps this one',
    detail,
  );
}

/** The refusal to use an empty or missing database for an instance that has had users. */
export function lostDatabase(file: string): StartupError {
  return new StartupError(
    `This instance has had users, but its database ${file} is missing or empty`,
    'restore it from a backup; to start over on purpose, remove the whole data directory',
  );
}

/** Whether SQLite would create a new database at this path. */
export function isMissingOrEmpty(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
