import { statSync } from 'node:fs';
import { errorCode } from '../core/error-code.ts';
import { AppError } from '../core/errors.ts';
import { StartupError } from '../core/startup-error.ts';

const storageFailures = /^SQLITE_(?:FULL|IOERR|READONLY|BUSY|LOCKED|CANTOPEN|CORRUPT|NOTADB)/;

/** Whether the machine is at fault: a disk that is full, gone or read-only, or a lock that stays. */
export function isStorageError(error: unknown): boolean {
  return storageFailures.test(errorCode(error));
}

/** Whether SQLite found the file itself not in order. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB)/.test(errorCode(error));
}

/** A state of the machine is not a bug: AppError `storage_unavailable` instead of an unknown error. */
export function translateStorageError(error: unknown): unknown {
  return isStorageError(error)
    ? new AppError('storage_unavailable', { cause: error, retryAfterSeconds: 5 })
    : error;
}

/** Why a start cannot go on, with the cure; an error of another kind stays what it is. */
export function explainStorageError(error: unknown, file: string): unknown {
  const code = errorCode(error);
  if (isDamage(error)) return damagedDatabase(file, error);
  if (/^SQLITE_(?:FULL|IOERR_SHMSIZE)/.test(code)) {
    return new StartupError(
      `The database ${file} has no room to grow: its disk is full`,
      'make room on the disk, then start again',
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

/** The refusal to start on a database that cannot be trusted. */
export function damagedDatabase(file: string, detail: unknown): StartupError {
  return new StartupError(
    `The database ${file} is damaged`,
    'nothing was changed: "anchor-auth restore BACKUP --replace" puts a backup in its place and keeps this one',
    detail,
  );
}

/** The refusal to take a database without people for that of an instance which has had some. */
export function lostDatabase(file: string): StartupError {
  return new StartupError(
    `This instance has had users, but its database ${file} is missing or empty`,
    'restore it from a backup; to start over on purpose, remove the whole data directory',
  );
}

/** Whether SQLite would begin a new database at this path. */
export function isMissingOrEmpty(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
