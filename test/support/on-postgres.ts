// Declares tests of what only one of the two engines does.
import { describe, test } from 'bun:test';
import { usesPostgres } from './test-storage.ts';

if (!usesPostgres) console.log('Skipped what only PostgreSQL does: TEST_DATABASE is not postgres');

/** Tests of what only PostgreSQL does. */
export const onPostgres = usesPostgres ? describe : describe.skip;

/** Ways to declare tests that run on SQLite alone; with PostgreSQL the reason is printed. */
export function sqliteOnly(reason: string): {
  readonly describe: typeof describe;
  readonly test: typeof test;
} {
  if (!usesPostgres) return { describe, test };
  console.log(`Skipped with PostgreSQL: ${reason}`);
  return { describe: describe.skip, test: test.skip };
}
