// The thread behind aside-thread.ts: one read in, its rows out. The compiled program carries it as its own
// entry point, and an idle thread should weigh little, so it imports nothing of ours.
import { Database, type SQLQueryBindings } from 'bun:sqlite';
import { getPriority, setPriority } from 'node:os';

export interface AsideRead {
  readonly file: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Asks for the connection to be put away, so that nothing of it is left when the thread ends. */
export type AsideTask = AsideRead | 'end';

export type AsideAnswer =
  | { readonly rows: readonly unknown[] }
  | { readonly failure: { readonly message: string; readonly code: string } };

declare const self: Worker;

// As low as hashing, for the same reasons: requests go first, and other programs leave it some time.
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
 * Preparing takes a thousandth of what a walk takes, so no statement is kept: one that is put away at once
 * holds no snapshot, whatever becomes of the thread.
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

/** Only Linux gives a thread its own priority; elsewhere this would slow the whole server. */
function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    // Counted from the priority the server was started with; 19 is the lowest there is.
    setPriority(0, Math.min(getPriority() + lowering, 19));
  } catch {
    // A sandbox may forbid it: reading works all the same.
  }
}
