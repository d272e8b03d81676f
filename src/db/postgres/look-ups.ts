import { CompiledQuery, type Kysely } from 'kysely';
import type { Prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';

type Row = Record<string, unknown>;

interface LookUp {
  readonly values: readonly unknown[];
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/** More look-ups in one statement would make the first of them wait for the last. */
const maxTogether = 200;
/** One on its way there and one on its way back; more would only be smaller, and a statement costs more than a search. */
const maxUnderWay = 2;

/**
 * Sends the look-ups that share a query and come while others are answered as one statement, because a statement
 * costs both sides far more than the search by key inside it. Each still reads the last commit.
 */
export class LookUps {
  readonly #db: Kysely<Schema>;
  #underWay = 0;
  #waiting = new Map<Prepared<unknown>, LookUp[]>();

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** The rows of a prepared read. */
  find<Found>(query: Prepared<Found>, values: Readonly<Record<string, unknown>>): Promise<Found[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Row[]>();
    if (this.#waiting.size === 0) this.#sendSoon();
    const together = this.#waiting.get(query) ?? [];
    this.#waiting.set(query, together);
    together.push({ values: query.bind(values), resolve, reject });
    return promise as Promise<Found[]>;
  }

  /** While statements are under way, more look-ups gather: the next statement takes all of them. */
  #sendSoon(): void {
    if (this.#underWay >= maxUnderWay) return;
    setImmediate(() => {
      this.#send();
    });
  }

  #send(): void {
    if (this.#underWay >= maxUnderWay) return;
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const [query, lookUps] of waiting) {
      for (let from = 0; from < lookUps.length; from += maxTogether) {
        this.#underWay += 1;
        void this.#answer(query, lookUps.slice(from, from + maxTogether)).finally(() => {
          this.#underWay -= 1;
          if (this.#waiting.size > 0) this.#sendSoon();
        });
      }
    }
  }

  async #answer(query: Prepared<unknown>, lookUps: readonly LookUp[]): Promise<void> {
    try {
      const rows = await this.#rowsOf(query, lookUps);
      for (const [index, lookUp] of lookUps.entries()) lookUp.resolve(rows[index] ?? []);
    } catch (error) {
      for (const { reject } of lookUps) reject(error);
    }
  }

  async #rowsOf(query: Prepared<unknown>, lookUps: readonly LookUp[]): Promise<readonly Row[][]> {
    const [only] = lookUps;
    if (lookUps.length === 1 && only !== undefined) {
      const alone = CompiledQuery.raw(query.sql, [...only.values]);
      return [(await this.#db.executeQuery<Row>(alone)).rows];
    }
    const { text, values } = togetherOf(query, lookUps);
    const { rows } = await this.#db.executeQuery<Row>(CompiledQuery.raw(text, values));
    const answers: Row[][] = lookUps.map(() => []);
    for (const { [position]: at, ...row } of rows) answers[Number(at) - 1]?.push(row);
    return answers;
  }
}

const position = 'look_up';

/** One statement for several look-ups: their values as arrays, joined to the query row by row. */
function togetherOf(
  query: Prepared<unknown>,
  lookUps: readonly LookUp[],
): { readonly text: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const arrays: string[] = [];
  const names: string[] = [];
  const placeholders = query.given.map((isGiven, index) => {
    if (!isGiven) return `$${values.push(lookUps[0]?.values[index])}`;
    const each = lookUps.map((lookUp) => lookUp.values[index]);
    const name = `v${index}`;
    arrays.push(`$${values.push(each)}::${typeOf(each)}[]`);
    names.push(name);
    return `given.${name}`;
  });
  const inner = query.sql.replaceAll(
    /\$(\d+)/g,
    (_, digits) => placeholders[Number(digits) - 1] ?? '',
  );
  const given = `unnest(${arrays.join(', ')}) with ordinality as given(${[...names, position].join(', ')})`;
  const text = `select given.${position}, found.* from ${given} cross join lateral (${inner}) as found`;
  return { text, values };
}

/** The type of a column of values; their queries compare them with columns of the same type. */
function typeOf(values: readonly unknown[]): string {
  const sample = values.find((value) => value !== null);
  if (sample instanceof Uint8Array) return 'bytea';
  return typeof sample === 'number' ? 'bigint' : 'text';
}
