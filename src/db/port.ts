// The interface of a database to the rest of the program; the embedded SQLite file (sqlite/) and PostgreSQL
// (postgres/) both implement it. This layer knows no feature and no HTTP; the queries of a feature are in its
// queries.ts, in SQL that both engines understand.
import type { ControlledTransaction, Kysely } from 'kysely';
import type { Prepared } from './prepared.ts';
import type { Schema } from './schema.ts';

/** An open transaction, as queries use it. */
export type WriteTransaction = ControlledTransaction<Schema>;

/**
 * Work inside a transaction: only reads and writes, no side effect that a rollback could not undo. PostgreSQL may
 * run it several times, so it decides only from what it reads inside.
 */
export type WriteWork<T> = (trx: WriteTransaction) => Promise<T>;

/** An open database. */
export interface Database {
  readonly engine: 'sqlite' | 'postgres';
  /** Sees only committed data; never blocked by an open transaction. */
  readonly read: Kysely<Schema>;
  /**
   * For reads that scan a table, so that other requests do not wait for them. Each statement sees every commit that
   * was acknowledged before it was called. Single statements with few rows only. Throws AppError `server_busy` when
   * too many calls wait.
   */
  readonly aside: Kysely<Schema>;
  /** The rows of a prepared read; the fastest way to read the last commit, for queries that every request needs. */
  find<Row>(query: Prepared<Row>, values: Readonly<Record<string, unknown>>): Promise<Row[]>;
  /**
   * Runs `work` in a transaction that behaves as if no other ran beside it; resolves after the commit is durable.
   * Must not be called inside `work`. Throws AppError `server_busy` or `storage_unavailable`, and what `work` throws.
   */
  write<T>(work: WriteWork<T>): Promise<T>;
  /**
   * Runs one prepared statement that changes rows as a transaction of its own, with fewer round trips than `write`;
   * resolves with the rows that it returns after the commit is durable. For statements that depend only on the rows
   * that they change and say so in their conditions: PostgreSQL evaluates the conditions again when another change
   * held a row, and checks nothing else. Throws AppError `server_busy`, or `storage_unavailable`, also when nothing
   * tells whether the change was made.
   */
  change<Row>(query: Prepared<Row>, values: Readonly<Record<string, unknown>>): Promise<Row[]>;
  /**
   * Checks a file from end to end while it is in use, unless opening it has; PostgreSQL checks its own. Throws
   * StartupError for a damaged file, AppError `server_busy` or another error when the check could not run; then it
   * may be called again.
   */
  prove(): Promise<void>;
  /** Whether the file was checked from end to end since it was opened. */
  isProven(): boolean;
  /** Whether a request has waited for a connection for more than two seconds; never with a SQLite file. */
  isBusy(): boolean;
  /** For migrations only. */
  readonly migrations: Kysely<Schema>;
  /**
   * Closes a damaged file without changing it: its write-ahead log stays beside it. Otherwise SQLite would write
   * the log into the file when the process ends.
   */
  abandon(): Promise<void>;
  /** Waits for running writes and long reads, then closes all connections. */
  close(): Promise<void>;
}

/** The options for opening a database of either engine. */
export interface EffectOptions {
  /** Called when an effect of a committed change fails; by default the failure ends the process, unhandled. */
  readonly onEffectFailure?: (error: unknown) => void;
}
