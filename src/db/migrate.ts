import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { errorCode } from '../core/error-code.ts';
import { StartupError } from '../core/startup-error.ts';
import * as accounts from './migrations/001-accounts.ts';
import * as knownNetworks from './migrations/002-known-networks.ts';
import * as severalInstances from './migrations/003-several-instances.ts';
import * as language from './migrations/004-language.ts';
import * as signingKeys from './migrations/005-signing-keys.ts';
import * as groups from './migrations/006-groups.ts';
import * as namedTokens from './migrations/007-named-tokens.ts';
import * as providerSignOut from './migrations/008-provider-sign-out.ts';
import * as providerSessions from './migrations/009-provider-sessions.ts';
import * as providerMoves from './migrations/010-provider-moves.ts';
import * as messages from './migrations/011-messages.ts';
import * as linkRequests from './migrations/012-link-requests.ts';
import type { Schema } from './schema.ts';
import { engineOf, hasTable } from './engine.ts';
import { recordingSteps, type Step, stepsBeyond } from './migration-steps.ts';
import { version } from '../version.ts';
import { isStorageError, isUniqueViolation } from './storage-errors.ts';

// A step with which an older program still works, such as a new table, exports that program's version as
// `minVersion`. A static list instead of a folder scan, because it must survive bundling into one executable. Never
// edit a released migration; add one.
const steps: Readonly<Record<string, Step>> = {
  '001-accounts': accounts,
  '002-known-networks': knownNetworks,
  '003-several-instances': severalInstances,
  '004-language': language,
  '005-signing-keys': signingKeys,
  '006-groups': groups,
  '007-named-tokens': namedTokens,
  '008-provider-sign-out': providerSignOut,
  '009-provider-sessions': providerSessions,
  '010-provider-moves': providerMoves,
  '011-messages': messages,
  '012-link-requests': linkRequests,
};

/** The names of all migrations, in order. */
export const migrationNames: readonly string[] = Object.keys(steps);

/**
 * Runs the missing migrations, all of them or up to `upTo`, in the transaction `db` or in one of their own. Returns
 * the names of those it ran. Throws StartupError, or SQLite's own error when the storage fails.
 */
export async function migrate(db: Kysely<Schema>, upTo?: string): Promise<readonly string[]> {
  if (!(await needsMigration(db))) return [];
  if (engineOf(db) === 'sqlite') return run(db, upTo);
  if (!db.isTransaction) return inOwnTransaction(db, upTo);
  await makeMigrationTables(db);
  return run(db, upTo);
}

/**
 * Makes the tables in which Kysely records migrations, as Kysely would. It would hide the server's own error behind
 * that of the failed transaction: that the role may not make tables, or that another instance makes them too.
 */
async function makeMigrationTables(trx: Kysely<Schema>): Promise<void> {
  const lockTable = 'kysely_migration_lock';
  await trx.schema
    .createTable('kysely_migration')
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (c) => c.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (c) => c.notNull())
    .execute();
  await trx.schema
    .createTable(lockTable)
    .ifNotExists()
    .addColumn('id', 'varchar(255)', (c) => c.notNull().primaryKey())
    .addColumn('is_locked', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await trx
    .withTables<{ [lockTable]: { id: string; is_locked: number } }>()
    .insertInto(lockTable)
    .values({ id: 'migration_lock', is_locked: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Repeats the transaction when another instance made the tables that record migrations at the same time: PostgreSQL
 * may refuse "create table if not exists" then, as a duplicate table, type or name.
 */
async function inOwnTransaction(db: Kysely<Schema>, upTo?: string): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt++) {
    let isMade = false;
    try {
      return await db.transaction().execute(async (trx) => {
        await makeMigrationTables(trx);
        isMade = true;
        return run(trx, upTo);
      });
    } catch (error) {
      if (attempt === maxAttempts || !isRace(error, isMade)) throw error;
      await Bun.sleep(Math.random() * 100);
    }
  }
}

/** Once its own tables are made, a table that exists already is one of another program. */
function isRace(error: unknown, isMade: boolean): boolean {
  const cause = error instanceof StartupError ? error.cause : error;
  return isUniqueViolation(cause) || (!isMade && /^(?:42P07|42710)$/.test(errorCode(cause)));
}

const maxAttempts = 10;

async function run(db: Kysely<Schema>, upTo?: string): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...recordingSteps(steps) }) },
  });
  const { error, results } = await (upTo === undefined
    ? migrator.migrateToLatest()
    : migrator.migrateTo(upTo));
  if (isStorageError(error)) throw error;
  if (error !== undefined) {
    throw new StartupError(
      'The database could not be brought up to date',
      'nothing was changed: start the previous version again, or restore a backup',
      error,
    );
  }
  return (results ?? []).map((result) => result.migrationName);
}

/**
 * Whether this program has ever created tables in the database. Throws StartupError when the database is newer than
 * the program.
 */
export async function hasSchema(db: Kysely<Schema>): Promise<boolean> {
  return (await knownMigrations(db)).size > 0;
}

/**
 * Whether migrations are missing in the database. Throws StartupError when the database is newer than the program.
 */
export async function needsMigration(db: Kysely<Schema>): Promise<boolean> {
  return (await missingMigrations(db)).length > 0;
}

/** The names of the migrations that the database lacks. Throws StartupError as `needsMigration`. */
export async function missingMigrations(db: Kysely<Schema>): Promise<readonly string[]> {
  const applied = await knownMigrations(db);
  return migrationNames.filter((name) => !applied.has(name));
}

/** Whether the database has run exactly the migrations of this program, so that each knows all of its tables. */
export async function isCurrent(db: Kysely<Schema>): Promise<boolean> {
  const applied = await appliedMigrations(db);
  return (
    applied.size === migrationNames.length && migrationNames.every((name) => applied.has(name))
  );
}

/**
 * The migrations that the database has run, all known to this program or made for it to work beside: several
 * instances are upgraded one after the other.
 */
async function knownMigrations(db: Kysely<Schema>): Promise<ReadonlySet<string>> {
  const applied = await appliedMigrations(db);
  const newer = [...applied].filter((name) => !(name in steps));
  const beyond = engineOf(db) === 'postgres' ? await stepsBeyond(db, newer, version) : newer;
  if (beyond.length === 0) return applied;
  throw new StartupError(
    `The database was written by a newer version of anchor-auth (it has ${beyond.join(', ')})`,
    'start that version or a later one; this one would not understand the data',
  );
}

interface Named {
  readonly name: string;
}

async function appliedMigrations(db: Kysely<Schema>): Promise<ReadonlySet<string>> {
  if (!(await hasTable(db, 'kysely_migration'))) return new Set();
  const schema = db.withTables<{ kysely_migration: Named }>();
  const rows = await schema.selectFrom('kysely_migration').select('name').execute();
  return new Set(rows.map((row) => row.name));
}
