import type { Compilable, CompiledQuery, Kysely } from 'kysely';

class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Where a value goes that is only known when the query runs. */
type Parameter = <T>(name: string) => T;

const parameter: Parameter = <T>(name: string): T => new Placeholder(name) as T;

type Values = Readonly<Record<string, unknown>>;

/** A compiled query that waits for its values; runs on any connection of the same dialect. */
export type Prepared<Row> = <Db>(db: Kysely<Db>, values: Values) => Promise<Row[]>;

/**
 * Builds and compiles a query once: on the hot path a builder costs more than the statement itself.
 * `db` serves as the builder only.
 */
export function prepare<Db, Row>(
  db: Kysely<Db>,
  build: (db: Kysely<Db>, parameter: Parameter) => Compilable<Row>,
): Prepared<Row> {
  const compiled: CompiledQuery<Row> = build(db, parameter).compile();
  return async (connection, values) => {
    const parameters = compiled.parameters.map((value) =>
      value instanceof Placeholder ? values[value.name] : value,
    );
    const result = await connection.executeQuery<Row>({ ...compiled, parameters });
    return result.rows;
  };
}
