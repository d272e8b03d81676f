// Copies the rows of one database of this program into another one, whichever engines they have.
import { type Kysely, sql } from 'kysely';
import { errorCode } from '../core/error-code.ts';
import { StartupError } from '../core/startup-error.ts';
import { engineOf } from './engine.ts';
import { isUnavailable } from './postgres/errors.ts';
import { type Row, RowDigest } from './row-digest.ts';
import type { Schema } from './schema.ts';
import { isStorageError } from './storage-errors.ts';
import { copiedTables, type TableModel } from './table-model.ts';

/** Far below what one statement can bind: 32,766 values in SQLite, 65,535 in PostgreSQL. */
const rowsPerStatement = 500;

/** How far the copy of a table is. */
export interface TableProgress {
  readonly table: string;
  readonly rows: number;
  readonly isDone: boolean;
}

/** The rows of a table that were copied. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** How often U+0000 was replaced by U+FFFD, by column; PostgreSQL cannot store it. */
  readonly replaced: ReadonlyMap<string, number>;
}

/** The two databases of a copy. */
interface Ends {
  readonly from: Kysely<Schema>;
  readonly to: Kysely<Schema>;
}

/**
 * Copies all tables that a copy of an instance has, and reads the copies back. Both ends must be transactions, of
 * which the one that is read sees one moment. Throws StartupError when a copy differs, and the error of a driver when
 * a database fails.
 */
export async function copyTables(
  ends: Ends,
  onProgress?: (progress: TableProgress) => void,
): Promise<readonly CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const table of await copiedTables()) copied.push(await copyTable(ends, table, onProgress));
  return copied;
}

/** How often U+0000 was replaced, by table and column. */
export function replacedIn(tables: readonly CopiedTable[]): ReadonlyMap<string, number> {
  return new Map(
    tables.flatMap(({ table, replaced }) =>
      [...replaced].map(([column, count]) => [`${table}.${column}`, count] as const),
    ),
  );
}

async function copyTable(
  { from, to }: Ends,
  table: TableModel,
  onProgress: (progress: TableProgress) => void = () => undefined,
): Promise<CopiedTable> {
  const copied = new RowDigest();
  const cleaner = new TextCleaner(engineOf(to) === 'postgres' ? table.textColumns : []);
  for await (const page of pagesOf(from, table)) {
    const rows = page.map((row) => cleaner.clean(row));
    await insert(to, table, rows);
    for (const row of rows) copied.add(row, table.columns);
    onProgress({ table: table.name, rows: copied.count, isDone: false });
  }
  const found = await digestOf(to, table);
  if (!copied.equals(found)) throw differs(table.name, copied, found);
  onProgress({ table: table.name, rows: copied.count, isDone: true });
  return { table: table.name, rows: copied.count, replaced: cleaner.replaced };
}

/** The name of a table that would be copied and has rows; null when all are empty. */
export async function findFilled(db: Kysely<Schema>): Promise<string | null> {
  for (const { name } of await copiedTables()) {
    const row = await anyTable(db)
      .selectFrom(name)
      .select(sql`1`.as('one'))
      .limit(1)
      .execute();
    if (row.length > 0) return name;
  }
  return null;
}

async function digestOf(db: Kysely<Schema>, table: TableModel): Promise<RowDigest> {
  const digest = new RowDigest();
  for await (const page of pagesOf(db, table)) {
    for (const row of page) digest.add(row, table.columns);
  }
  return digest;
}

/** All rows in the order of the primary key, a page at a time. */
async function* pagesOf(db: Kysely<Schema>, table: TableModel): AsyncGenerator<readonly Row[]> {
  for (let last: Row | undefined; ;) {
    const page = await pageAfter(db, table, last);
    if (page.length > 0) yield page;
    if (page.length < rowsPerStatement) return;
    last = page.at(-1);
  }
}

function pageAfter(
  db: Kysely<Schema>,
  { name, columns, key }: TableModel,
  last: Row | undefined,
): Promise<readonly Row[]> {
  let query = anyTable(db)
    .selectFrom(name)
    .select([...columns])
    .limit(rowsPerStatement);
  for (const column of key) query = query.orderBy(column);
  if (last === undefined) return query.execute();
  const keys = sql.join(key.map((column) => sql.ref(column)));
  const values = sql.join(key.map((column) => last[column]));
  return query.where(sql<boolean>`(${keys}) > (${values})`).execute();
}

async function insert(
  db: Kysely<Schema>,
  { name }: TableModel,
  rows: readonly Row[],
): Promise<void> {
  try {
    await anyTable(db)
      .insertInto(name)
      .values([...rows])
      .execute();
  } catch (error) {
    if (isStorageError(error) || isUnavailable(error)) throw error;
    throw new StartupError(
      `Rows of the table ${name} could not be written (${errorCode(error) || 'unknown error'})`,
      'nothing was changed: LOG_LEVEL=debug shows more',
      error,
    );
  }
}

function anyTable(db: Kysely<Schema>) {
  return db.withTables<Record<string, Record<string, unknown>>>();
}

function differs(table: string, copied: RowDigest, found: RowDigest): StartupError {
  return new StartupError(
    `The copy of the table ${table} differs from the original (${copied.count} rows copied, ${found.count} found)`,
    'nothing was changed: try again, and report this if it happens twice',
  );
}

/** Replaces what PostgreSQL refuses in text, and counts it. */
class TextCleaner {
  readonly replaced = new Map<string, number>();
  readonly #columns: readonly string[];

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  clean(row: Row): Row {
    const changes: Record<string, string> = {};
    for (const column of this.#columns) {
      const text = row[column];
      if (typeof text !== 'string' || !text.includes('\0')) continue;
      const parts = text.split('\0');
      this.replaced.set(column, (this.replaced.get(column) ?? 0) + parts.length - 1);
      changes[column] = parts.join('\uFFFD');
    }
    return { ...row, ...changes };
  }
}
