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

/** Kysely's own SQLite dialect over bun:sqlite: transactional migrations, immediate write locks. */
export class BunSqliteDialect extends SqliteDialect {
  readonly #database: CachedStatements;

  constructor(database: SqliteDatabase) {
    const cached = new CachedStatements(database);
    super({ database: cached });
    this.#database = cached;
  }

  /** Rows of a read, without the layers that Kysely needs for transactions and plugins. */
  all<Row>(text: string, parameters: readonly unknown[]): Row[] {
    return this.#database.prepare(text).all(parameters) as Row[];
  }

  /** A statement without values or rows, inside whatever transaction stands open on this connection. */
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

/** SQL for statements that are kept: their plan does not hang on the values. */
export class StablePlanCompiler extends SqliteQueryCompiler {
  // SQLite plans again for every new value that is compared with an indexed column, which costs more than
  // the search itself; behind a unary plus, which changes nothing, it cannot see the value.
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

const lockWaitMs = 5000;
const lockRetryMs = 10;

class ImmediateDriver extends SqliteDriver {
  // A deferred transaction that turns writer later can fail with SQLITE_BUSY at once, whatever the timeout.
  // Another program's lock is waited for here, because SQLite's own waiting would stop the event loop.
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

  // A full disk makes SQLite roll back by itself; then only the first error tells what happened.
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

/** Prepares each statement text once; preparing costs more than running most of our statements. */
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
