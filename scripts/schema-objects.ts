// What the migrations make, as SQLite writes it down: src/db/sqlite/schema-objects.json, with which a start and a
// restore compare the database they are given. After an intended change of a migration:
//   bun scripts/schema-objects.ts
import { join } from 'node:path';
import { openDraft } from '../src/db/sqlite/copy.ts';
import { migrate, migrationNames } from '../src/db/migrate.ts';

type Objects = Readonly<Record<string, string>>;

/** The text of every table and index by its name, after each step. */
export async function schemaObjects(): Promise<Readonly<Record<string, Objects>>> {
  const steps = migrationNames.map(async (step) => [step, await objectsAfter(step)] as const);
  return Object.fromEntries(await Promise.all(steps));
}

async function objectsAfter(step: string): Promise<Objects> {
  const model = openDraft(':memory:');
  try {
    await migrate(model.db, step);
    const rows = await model.db
      .withTables<{ sqlite_master: { name: string; sql: string | null } }>()
      .selectFrom('sqlite_master')
      .select(['name', 'sql'])
      .orderBy('name')
      .execute();
    return Object.fromEntries(rows.flatMap(({ name, sql }) => (sql === null ? [] : [[name, sql]])));
  } finally {
    await model.close();
  }
}

if (import.meta.main) {
  const file = join(import.meta.dir, '../src/db/sqlite/schema-objects.json');
  await Bun.write(file, `${JSON.stringify(await schemaObjects(), null, 2)}\n`);
}
