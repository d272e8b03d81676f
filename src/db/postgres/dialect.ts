import {
  type DatabaseIntrospector,
  type Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  sql,
} from 'kysely';

/** Kysely's PostgreSQL dialect for one schema, without session locks, which poolers and Cockroach lack. */
export class OneSchemaDialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new RowLockAdapter();
  }

  override createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new OneSchemaIntrospector(db);
  }
}

type LockOptions = Parameters<PostgresAdapter['acquireMigrationLock']>[1];

/** Migrations run in one transaction (migrate.ts), so the lock of a row lasts exactly as long as they do. */
class RowLockAdapter extends PostgresAdapter {
  override async acquireMigrationLock(
    db: Kysely<unknown>,
    { lockTable, lockRowId }: LockOptions,
  ): Promise<void> {
    await sql`select 1 from ${sql.table(lockTable)} where id = ${lockRowId} for update`.execute(db);
  }

  override releaseMigrationLock(): Promise<void> {
    return Promise.resolve();
  }
}

/** Kysely would list the tables of all schemas, also those of other programs that use Kysely. */
class OneSchemaIntrospector extends PostgresIntrospector {
  readonly #db: Kysely<unknown>;

  constructor(db: Kysely<unknown>) {
    super(db);
    this.#db = db;
  }

  override async getTables(
    options?: Parameters<PostgresIntrospector['getTables']>[0],
  ): ReturnType<PostgresIntrospector['getTables']> {
    const { rows } = await sql<{
      schema: string | null;
    }>`select current_schema() as schema`.execute(this.#db);
    const tables = await super.getTables(options);
    return tables.filter(({ schema }) => schema === rows[0]?.schema);
  }
}
