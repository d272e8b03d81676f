import { Database as SqliteDatabase } from 'bun:sqlite';
import { StartupError } from '../../core/startup-error.ts';
import objectsByStep from './schema-objects.json' with { type: 'json' };

/** A row of `sqlite_master`. */
interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/**
 * An object in a database that no migration of this program has made, such as `trigger "x"`; null when there is
 * none. A trigger or view by another program would act on every later change. Databases of a newer version are not
 * checked, because migration refuses them. Throws SQLite's own errors.
 */
export function foreignPartOf(connection: SqliteDatabase): string | null {
  const rows = connection.query<SchemaRow, []>('select type, name, sql from sqlite_master').all();
  const ownTables = new Map(Object.entries(beforeAnyStep));
  const steps = rows.find(({ name }) => name === 'kysely_migration');
  // This name may belong to a view, and reading it would run SQL written by another program.
  if (steps !== undefined && !isKnown(steps, ownTables)) return described(steps);
  const expected = steps === undefined ? ownTables : expectedOf(connection);
  const foreign = expected === null ? undefined : rows.find((row) => !isKnown(row, expected));
  if (foreign === undefined) return null;
  const isOwn = expected?.has(foreign.name) === true;
  return described(foreign) + (isOwn ? ' in this form' : '');
}

/** As `foreignPartOf`, for a file that no other program has open. */
export function foreignPartIn(file: string): string | null {
  using connection = new SqliteDatabase(file, { readwrite: true });
  connection.run('pragma trusted_schema = off');
  return foreignPartOf(connection);
}

type Objects = ReadonlyMap<string, string>;

/** The objects made by the migrations that a database has run; null when one of them belongs to a newer version. */
function expectedOf(connection: SqliteDatabase): Objects | null {
  const steps = connection
    .query<{ name: string }, []>('select name from kysely_migration order by name')
    .all()
    .map(({ name }) => name);
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = objectsByStep;
  if (steps.some((step) => !Object.hasOwn(known, step))) return null;
  return new Map(Object.entries(known[steps.at(-1) ?? ''] ?? beforeAnyStep));
}

/** The refusal to use a database that contains more than data. */
export function foreignDatabase(where: string, part: string, cure: string): StartupError {
  const message = `${where} holds what anchor-auth has never made: ${part}`;
  return new StartupError(message, `nothing was changed: ${cure}`);
}

const names = ['kysely_migration', 'kysely_migration_lock'] as const;

/** Kysely creates its own two tables before the first migration. */
const beforeAnyStep: Readonly<Record<string, string>> = Object.fromEntries(
  names.map((name) => [name, objectsByStep['001-accounts'][name]]),
);

// SQLite runs the `sql` text whatever the other columns say, so only the text decides what kind of object a row is.
function isKnown({ name, sql }: SchemaRow, expected: Objects): boolean {
  if (sql === null) return name.startsWith('sqlite_autoindex_');
  const wanted = expected.get(name);
  if (wanted !== undefined) return inOneForm(sql) === inOneForm(wanted);
  return plainIndex.test(sql) || othersTables.has(inOneForm(sql));
}

const identifier = String.raw`(?:"[^"]+"|\w+)`;

/** An index of columns alone, as an operator may add one: no expression, condition or uniqueness. */
const plainIndex = new RegExp(
  String.raw`^create index ${identifier} on ${identifier} ?\(${identifier}(?:, ?${identifier})*\)$`,
  'i',
);

/** Plain tables that SQLite itself and Litestream replication keep in the same database. */
const othersTables: ReadonlySet<string> = new Set([
  'create table sqlite_stat1(tbl,idx,stat)',
  'create table sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)',
  'create table _litestream_seq (id integer primary key, seq integer)',
  'create table _litestream_lock (id integer)',
]);

/** Blanks and letter case do not change the meaning of SQL. */
function inOneForm(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

const maxShownName = 60;

function described({ type, name, sql }: SchemaRow): string {
  const kind =
    /^create (?:temp(?:orary)? )?(trigger|view|virtual table|table|unique index|index)\b/i;
  const word = kind.exec(inOneForm(sql ?? ''))?.[1] ?? type;
  return `${word} "${name.replaceAll(/\p{C}/gu, '\uFFFD').slice(0, maxShownName)}"`;
}
