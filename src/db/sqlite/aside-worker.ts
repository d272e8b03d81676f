// The thread of aside-thread.ts: receives one read and returns its rows. The compiled program has it as a separate
// entry point, and an idle thread should use little memory, so it imports no other module of this program.
import { Database, type SQLQueryBindings } from 'bun:sqlite';
import { getPriority, setPriority } from 'node:os';

/** One read statement with its values. */
export interface AsideRead {
  readonly file: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** `end` asks the thread to close the connection, so that no file of it is left when the thread ends. */
export type AsideTask = AsideRead | 'end';

/** The rows of a read, or SQLite's error. */
export type AsideAnswer =
  | { readonly rows: readonly unknown[] }
  | { readonly failure: { readonly message: string; readonly code: string } };

declare const self: Worker;

// The same priority as password hashing: requests run first, and other programs leave this thread some time.
const lowering = 8;

let database: Database | null = null;

lowerPriority();
self.addEventListener('message', ({ data }: MessageEvent<AsideTask>) => {
  self.postMessage(data === 'end' ? end() : answer(data), []);
});

function answer({ file, sql, parameters }: AsideRead): AsideAnswer {
  try {
    database ??= open(file);
    return { rows: rowsOf(database, sql, parameters) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { failure: { message: String(error), code } };
  }
}

/**
 * No prepared statement is kept: preparing takes a thousandth of the time of a long read, and a statement that is
 * closed at once holds no snapshot, even when the thread fails.
 */
function rowsOf(from: Database, sql: string, parameters: readonly unknown[]): readonly unknown[] {
  const statement = from.prepare(sql);
  try {
    return statement.all(...(parameters as SQLQueryBindings[]));
  } finally {
    statement.finalize();
  }
}

function open(file: string): Database {
  const connection = new Database(file, { readonly: true });
  connection.run('pragma busy_timeout = 5000');
  connection.run('pragma trusted_schema = off');
  connection.run('pragma temp_store = memory');
  return connection;
}

function end(): AsideAnswer {
  database?.close();
  database = null;
  return { rows: [] };
}

/** Only Linux gives a thread its own priority; elsewhere this would slow down the whole server. */
function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    // Relative to the priority that the server was started with; 19 is the lowest.
    setPriority(0, Math.min(getPriority() + lowering, 19));
  } catch {
    // A sandbox may forbid this; reading works anyway.
  }
}
