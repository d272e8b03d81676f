import { type Kysely, sql } from 'kysely';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { openDraft } from './sqlite/copy.ts';

/** A table as the migrations make it. */
export interface TableModel {
  readonly name: string;
  readonly columns: readonly string[];
  readonly textColumns: readonly string[];
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** The tables that its foreign keys name. */
  readonly references: readonly string[];
}

/**
 * What is not copied as rows: tables about running servers and recent failures; `schema_changes`, which the
 * migrations fill; and pictures, which an embedded database has as files.
 */
export const tablesNotCopied: ReadonlySet<string> = new Set<keyof Schema>([
  'leases',
  'instances',
  'login_failures',
  'schema_changes',
  'pictures',
]);

/** The tables whose rows a copy of an instance has. */
export async function copiedTables(): Promise<readonly TableModel[]> {
  return (await readModel()).filter(({ name }) => !tablesNotCopied.has(name));
}

/**
 * All tables that the migrations make, in an order that foreign keys allow to be filled. Read from a migrated
 * database, so that no copy can forget a new table.
 */
export async function readModel(): Promise<readonly TableModel[]> {
  const draft = openDraft(':memory:');
  const { db } = draft;
  try {
    await migrate(db);
    const tables = await db.introspection.getTables();
    return inOrder(await Promise.all(tables.map((table) => modelOf(db, table))));
  } finally {
    await draft.close();
  }
}

interface Introspected {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly dataType: string }[];
}

async function modelOf(db: Kysely<Schema>, { name, columns }: Introspected): Promise<TableModel> {
  const keys = sql<{ name: string }>`
    select name from pragma_table_info(${name}) where pk > 0 order by pk`;
  const others = sql<{ name: string }>`
    select distinct "table" as name from pragma_foreign_key_list(${name})`;
  return {
    name,
    columns: columns.map((column) => column.name),
    textColumns: columns.filter(({ dataType }) => isText(dataType)).map((column) => column.name),
    key: (await keys.execute(db)).rows.map((row) => row.name),
    references: (await others.execute(db)).rows.map((row) => row.name),
  };
}

function isText(dataType: string): boolean {
  return dataType.toLowerCase() === 'text';
}

function inOrder(tables: readonly TableModel[]): readonly TableModel[] {
  const ordered: TableModel[] = [];
  const names = new Set<string>();
  while (ordered.length < tables.length) {
    const next = tables.find(
      ({ name, references }) => !names.has(name) && references.every((each) => names.has(each)),
    );
    if (next === undefined) throw new Error('The foreign keys of the tables form a circle');
    ordered.push(next);
    names.add(next.name);
  }
  return ordered;
}
