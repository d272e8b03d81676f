import type { Database as SqliteDatabase, SQLQueryBindings, Statement } from 'bun:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type SqliteDatabase as KyselySqliteDatabase,
  type SqliteStatement,
} from 'kysely';

/** Kysely's SQLite dialect over bun:sqlite, with transactional migrations and immediate write locks. */
export class BunSqliteDialect extends SqliteDialect {
  readonly #database: CachedStatements;

  constructor(database: SqliteDatabase) {
    const cached = new CachedStatements(database);
    super({ database: cached });
    this.#database = cached;
  }

  /** The rows of a read, without the Kysely layers for transactions and plugins. */
  all<Row>(text: string, parameters: readonly unknown[]): Row[] {
    return this.#database.prepare(text).all(parameters) as Row[];
  }

  /** Runs a statement without values or rows, inside the open transaction of this connection if there is one. */
  execute(text: string): void {
    this.#database.prepare(text).run([]);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new StablePlanCompiler();
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database });
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Compiles SQL for statements that are kept: their plan does not depend on the values. */
export class StablePlanCompiler extends SqliteQueryCompiler {
  // SQLite plans a statement again for every new value that is compared with an indexed column, which costs more
  // than the search itself. A unary plus does not change the value but hides it from the planner.
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

const lockWaitMs = 5000;
const lockRetryMs = 10;

class ImmediateDriver extends SqliteDriver {
  // A deferred transaction that starts to write later can fail with SQLITE_BUSY at once, whatever the timeout.
  // Waiting for another program's lock happens here, because SQLite's own waiting would block the event loop.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const givesUpAt = performance.now() + lockWaitMs;
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        if (!isLocked(error) || performance.now() >= givesUpAt) throw error;
        await Bun.sleep(lockRetryMs);
      }
    }
  }

  // On a full disk SQLite rolls back by itself; then only the first error explains the failure.
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch((error: unknown) => {
      if (!String(error).includes('no transaction is active')) throw error;
    });
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}

const maxStatements = 500;

/** Prepares each statement text once, because preparing costs more than running most statements. */
class CachedStatements implements KyselySqliteDatabase {
  readonly #database: SqliteDatabase;
  readonly #statements = new Map<string, PreparedStatement>();

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  prepare(text: string): SqliteStatement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      if (this.#statements.size >= maxStatements) this.#forgetOldest();
      statement = new PreparedStatement(this.#database.prepare(text));
      this.#statements.set(text, statement);
    }
    return statement;
  }

  #forgetOldest(): void {
    for (const [text, statement] of this.#statements) {
      statement.finalize();
      this.#statements.delete(text);
      return;
    }
  }

  close(): void {
    for (const statement of this.#statements.values()) statement.finalize();
    this.#database.close();
  }
}

type Bindings = SQLQueryBindings[];

class PreparedStatement implements SqliteStatement {
  readonly reader: boolean;
  readonly #statement: Statement;

  constructor(statement: Statement) {
    this.#statement = statement;
    this.reader = statement.columnNames.length > 0;
  }

  all(parameters: readonly unknown[]): unknown[] {
    return this.#statement.all(...(parameters as Bindings));
  }

  run(parameters: readonly unknown[]): {
    changes: number | bigint;
    lastInsertRowid: number | bigint;
  } {
    return this.#statement.run(...(parameters as Bindings));
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.#statement.iterate(...(parameters as Bindings));
  }

  finalize(): void {
    this.#statement.finalize();
  }
}
