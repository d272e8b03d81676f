import { CompiledQuery, type Kysely } from 'kysely';
import type { Schema } from '../../src/db/schema.ts';

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
