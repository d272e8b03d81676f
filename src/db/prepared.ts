import type { Compilable, CompiledQuery, Kysely } from 'kysely';

class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A placeholder for a value that is known only when the query runs. */
export type Parameter = <T>(name: string) => T; // oxlint-disable-line typescript/no-unnecessary-type-parameters -- the caller says what type goes there

const parameter: Parameter = (name) => new Placeholder(name) as never;

/** Runs a statement directly, without the layers of Kysely. */
interface DirectReads {
  all<Row>(text: string, parameters: readonly unknown[]): Row[];
}

// Inside a transaction of SQLite's writer a statement needs no connection pool, plugin or log.
const open = new WeakMap<object, DirectReads>();

/** Lets prepared queries of this transaction bypass the layers of Kysely. */
export function openPrepared(transaction: object, reads: DirectReads): void {
  open.set(transaction, reads);
}

type Values = Readonly<Record<string, unknown>>;

/** A query compiled once; its values are given at each run. */
export interface Prepared<Row> {
  readonly sql: string;
  /** For each placeholder of the statement: whether its value is given at each run, or part of the query. */
  readonly given: readonly boolean[];
  /** The values in the order of the statement's placeholders. */
  bind(values: Values): readonly unknown[];
  /** Runs the query inside an open transaction, or on any connection of the same dialect. */
  run<Db>(db: Kysely<Db>, values: Values): Promise<Row[]>;
}

/**
 * Builds and compiles a query once, because on the hot path building it costs more than running it. `db` is used
 * only as the builder.
 */
export function prepare<Db, Row>(
  db: Kysely<Db>,
  build: (db: Kysely<Db>, parameter: Parameter) => Compilable<Row>,
): Prepared<Row> {
  let compiled: CompiledQuery<Row> | null = null;
  const query = () => (compiled ??= build(db, parameter).compile());
  const bind = (values: Values) =>
    query().parameters.map((value) => (value instanceof Placeholder ? values[value.name] : value));
  return {
    get sql() {
      return query().sql;
    },
    get given() {
      return query().parameters.map((value) => value instanceof Placeholder);
    },
    bind,
    async run(connection, values) {
      const { sql } = query();
      const reads = open.get(connection);
      if (reads !== undefined) return reads.all(sql, bind(values));
      const result = await connection.executeQuery<Row>({ ...query(), parameters: bind(values) });
      return result.rows;
    },
  };
}
