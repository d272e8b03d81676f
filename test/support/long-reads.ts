import { CompiledQuery, type Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';

/** A read that keeps SQLite busy for a third of a second or so, and answers one row. */
export const longRead = `with recursive numbers(n) as
  (select 1 union all select n + 1 from numbers where n < 3000000)
  select count(*) as total from numbers`;

/** Any statement; its rows. */
export async function rowsOf(db: Kysely<Schema>, text: string): Promise<readonly unknown[]> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(text));
  return rows;
}

/** What a promise was refused with; null when it was kept. */
export function failureOf(outcome: Promise<unknown>): Promise<unknown> {
  return outcome.then(
    () => null,
    (error: unknown) => error,
  );
}

/** Keeps the thread for long reads busy from now on; `ended` resolves when it is free again. */
export async function occupy(aside: Kysely<Schema>): Promise<{ readonly ended: Promise<unknown> }> {
  // A thread that runs already takes the statement at once.
  await rowsOf(aside, 'select 1');
  const ended = rowsOf(aside, longRead);
  await Bun.sleep(1);
  return { ended };
}

export interface Race {
  /** Takes part; the outcome is not waited for. */
  run(name: string, outcome: Promise<unknown>): void;
  /** Everybody who took part, in the order in which they arrived. */
  finish(): Promise<readonly string[]>;
}

/** Records the order of the answers. */
export function race(): Race {
  const arrived: string[] = [];
  const all: Promise<unknown>[] = [];
  return {
    run(name, outcome) {
      all.push(outcome.then(() => arrived.push(name)));
    },
    async finish() {
      await Promise.all(all);
      return arrived;
    },
  };
}
