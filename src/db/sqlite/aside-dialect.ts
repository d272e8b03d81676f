import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  type SqliteQueryCompiler,
} from 'kysely';
import type { AsideThread } from './aside-thread.ts';
import { StablePlanCompiler } from './dialect.ts';

/** A Kysely dialect over the thread for long reads: single statements, no transactions. */
export class AsideDialect implements Dialect {
  readonly #thread: AsideThread;

  constructor(thread: AsideThread) {
    this.#thread = thread;
  }

  createAdapter(): SqliteAdapter {
    return new QueueingAdapter();
  }

  createDriver(): Driver {
    return new AsideDriver(this.#thread);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new StablePlanCompiler();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

class QueueingAdapter extends SqliteAdapter {
  // Otherwise Kysely would queue the calls itself, without a limit.
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class AsideDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(thread: AsideThread) {
    this.#connection = new AsideConnection(thread);
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.#connection);
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  // A snapshot held from one statement to the next would keep SQLite from checkpointing the write-ahead log.
  beginTransaction(): Promise<void> {
    return Promise.reject(new Error('Long reads are single statements'));
  }

  commitTransaction(): Promise<void> {
    return this.beginTransaction();
  }

  rollbackTransaction(): Promise<void> {
    return this.beginTransaction();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

class AsideConnection implements DatabaseConnection {
  readonly #thread: AsideThread;

  constructor(thread: AsideThread) {
    this.#thread = thread;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const rows = await this.#thread.all(query.sql, query.parameters);
    return { rows: rows as Row[] };
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Long reads answer all their rows at once');
  }
}
