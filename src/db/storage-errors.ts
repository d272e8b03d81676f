import { errorCode } from '../core/error-code.ts';
import { AppError } from '../core/errors.ts';
import { isUniqueConflict, translatePostgresError } from './postgres/errors.ts';

const storageFailures = /^SQLITE_(?:FULL|IOERR|READONLY|BUSY|LOCKED|CANTOPEN|CORRUPT|NOTADB)/;

/** Whether the machine is at fault: a disk that is full, missing or read-only, or a lock that is not released. */
export function isStorageError(error: unknown): boolean {
  return storageFailures.test(errorCode(error));
}

/** Whether SQLite found that the file is damaged. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB)/.test(errorCode(error));
}

/**
 * Turns an error of the machine into AppError `storage_unavailable`, because it is not a bug; other errors pass
 * unchanged.
 */
export function translateStorageError(error: unknown): unknown {
  return isStorageError(error)
    ? new AppError('storage_unavailable', { cause: error })
    : translatePostgresError(error);
}

/** What a caller may learn of an error: a refusal as it is, that the storage fails, or nothing. */
export function refusalOf(error: unknown): AppError {
  const refusal = translateStorageError(error);
  return refusal instanceof AppError ? refusal : new AppError('internal_error', { cause: error });
}

/** Whether a write was refused because the value already exists. */
export function isUniqueViolation(error: unknown): boolean {
  const code = errorCode(error);
  return (
    code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY' ||
    isUniqueConflict(error)
  );
}
