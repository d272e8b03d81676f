import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Schema } from './schema.ts';

/** A migration, and the oldest version of the program that still works after it. */
export interface Step extends Migration {
  /** The oldest version that works on a database with this step; when absent, only versions that know the step do. */
  readonly minVersion?: string;
}

/**
 * The steps as Kysely runs them: each also records the oldest version that it lets work on, in its own transaction,
 * so that instances can be upgraded one after the other.
 */
export function recordingSteps(
  steps: Readonly<Record<string, Step>>,
): Readonly<Record<string, Migration>> {
  return Object.fromEntries(
    Object.entries(steps).map(([name, step]) => {
      const { minVersion } = step;
      if (minVersion === undefined) return [name, step];
      const recorded = async (db: Kysely<Schema>) => {
        await step.up(db);
        const change = { name, min_version: minVersion };
        await db.insertInto('schema_changes').values(change).execute();
      };
      return [name, { up: recorded }];
    }),
  );
}

/** Those of the steps with which a program of this version cannot work, unknown steps included. */
export async function stepsBeyond(
  db: Kysely<Schema>,
  names: readonly string[],
  version: string,
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const changes = await db
    .selectFrom('schema_changes')
    .selectAll()
    .where('name', 'in', names)
    .execute();
  const survivable = changes.filter((change) => isAtMost(change.min_version, version));
  const allowed = new Set(survivable.map(({ name }) => name));
  return names.filter((name) => !allowed.has(name));
}

function isAtMost(text: string, version: string): boolean {
  return /^\d+\.\d+\.\d+/.test(text) && Bun.semver.order(text, version) <= 0;
}
