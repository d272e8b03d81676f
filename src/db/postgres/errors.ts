import { errorCode } from '../../core/error-code.ts';
import { AppError } from '../../core/errors.ts';

// Codes are of five characters, PostgreSQL's own (its manual, appendix A), or the system's, such as ECONNREFUSED.

/** Serialization failure, deadlock, and the plan of a statement whose table changed: a repetition may succeed. */
const repeatable = new Set(['40001', '40P01', '0A000']);

const statementTimeout = '57014';

/** Connection lost or refused, server starting or stopping, out of connections or space, read-only, lock timeout. */
const unavailable =
  /^(?:08...|57P0[1-5]|53...|25006|25P0[34]|55P03|58...|XX00[0-2]|E(?:CONN\w+|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN|NOTFOUND))$/;

/** The driver gives these no code. */
const lostInWords =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|Client has encountered a connection error|Cannot use a pool after calling end|server does not support SSL/;

/** Whether a whole transaction may be repeated, because the database undid it to keep the order of changes. */
export function isRepeatable(error: unknown): boolean {
  return repeatable.has(errorCode(error));
}

/** Whether a table has changed since a named statement was prepared, which then fails on its connection for ever. */
export function isOutdatedPlan(error: unknown): boolean {
  return errorCode(error) === '0A000';
}

const unconnected = new WeakSet();

/**
 * Records that an error is why no connection could be made; returns it. Whatever its code says, such as that the
 * password has changed, the database is unavailable to a server that runs.
 */
export function markUnconnected(error: unknown): unknown {
  if (error instanceof Error) unconnected.add(error);
  return error;
}

/** Whether the server could not be asked or did not answer in time, so the connection must not be used again. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Error && unconnected.has(error)) return true;
  const code = errorCode(error);
  if (code !== '') return unavailable.test(code);
  return error instanceof Error && lostInWords.test(error.message);
}

/** Whether a unique value or a primary key exists already. */
export function isUniqueConflict(error: unknown): boolean {
  return errorCode(error) === '23505';
}

/**
 * Turns an error of the database server into AppError `storage_unavailable` or `server_busy`, because it is not a
 * bug; other errors pass unchanged.
 */
export function translatePostgresError(error: unknown): unknown {
  if (isUnavailable(error)) {
    return new AppError('storage_unavailable', { cause: error, retryAfterSeconds: 2 });
  }
  if (isRepeatable(error) || errorCode(error) === statementTimeout) {
    return new AppError('server_busy', { cause: error, retryAfterSeconds: 1 });
  }
  return error;
}
