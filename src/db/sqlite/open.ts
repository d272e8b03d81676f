import { Database as SqliteDatabase } from 'bun:sqlite';
import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { StartupError } from '../../core/startup-error.ts';
import { AsideDialect } from './aside-dialect.ts';
import { AsideThread } from './aside-thread.ts';
import { BunSqliteDialect } from './dialect.ts';
import { proveHealth, proveHealthAside } from './health.ts';
import { rethrow } from '../effects.ts';
import type { Database, EffectOptions } from '../port.ts';
import { Reader } from './reader.ts';
import type { Schema } from '../schema.ts';
import { isStorageError } from '../storage-errors.ts';
import { explainStorageError } from './file-errors.ts';
import { Writer } from './writer.ts';

type Journal = 'wal' | 'delete';

const busyTimeoutMs = 5000;
/** SQLite's own default. */
const pagesPerCheckpoint = 1000;

export interface OpenOptions extends EffectOptions {
  /** What the file system allows, unless the caller knows better. */
  readonly journal?: Journal;
  /** Whether an orderly stop left the file unchanged since: then `prove` checks it later. */
  readonly wasPutAway?: boolean;
  /** Runs once all checks have passed, and before the first write to the file. */
  readonly beforeChange?: () => void;
}

/**
 * Opens the file, creating a missing one, and checks its settings and, unless that may wait, its health. Throws
 * StartupError.
 */
export function openDatabase(file: string, options: OpenOptions = {}): Database {
  const { journal = journalMode(file), wasPutAway = false, beforeChange } = options;
  const { onEffectFailure = rethrow } = options;
  try {
    // Without a write-ahead log the check would block every commit.
    const isProven = !wasPutAway || journal !== 'wal';
    if (isProven && existsSync(file)) proveHealth(file);
    beforeChange?.();
    return assemble({ file, journal, isProven, onEffectFailure, ...connect(file, journal) });
  } catch (error) {
    throw explainStorageError(error, file);
  }
}

function connect(file: string, journal: Journal): Pick<Connections, 'writer' | 'reader'> {
  using unfinished = new DisposableStack();
  const open = () => {
    const connection = new SqliteDatabase(file, { create: true, readwrite: true });
    configure(unfinished.use(connection), journal);
    return connection;
  };
  const writer = open();
  const reader = open();
  // With a write-ahead log only the start of a transaction meets a lock, and the dialect waits for that.
  if (journal === 'wal') writer.run('pragma busy_timeout = 0');
  unfinished.move();
  return { writer, reader };
}

interface Connections {
  readonly file: string;
  readonly writer: SqliteDatabase;
  readonly reader: SqliteDatabase;
  readonly journal: Journal;
  readonly isProven: boolean;
  readonly onEffectFailure: (error: unknown) => void;
}

function assemble({ file, writer, reader, journal, ...opened }: Connections): Database {
  const writeDialect = new BunSqliteDialect(writer);
  const writeDb = new Kysely<Schema>({ dialect: writeDialect });
  const readDialect = new BunSqliteDialect(reader);
  const readDb = new Kysely<Schema>({ dialect: readDialect });
  const reads = new Reader(readDialect, journal);
  const thread = new AsideThread({ file });
  const queue = new Writer({
    db: writeDb,
    dialect: writeDialect,
    onCommit: () => {
      reads.renew();
    },
    onEffectFailure: opened.onEffectFailure,
  });
  const aside = journal === 'wal' ? asideOf(thread) : readDb;
  const proof = createProof({ aside, file, writer, isProven: opened.isProven });
  const closeBoth = async (beforeLast: () => void) => {
    await readDb.destroy();
    reader.close();
    beforeLast();
    await writeDb.destroy();
    writer.close();
  };
  return {
    engine: 'sqlite',
    read: readDb,
    aside,
    isProven: proof.isProven,
    prove: () => proof.prove(),
    isBusy: () => false,
    migrations: writeDb,
    // oxlint-disable-next-line typescript/require-await -- an error of the read is a rejection, as with every promise
    find: async (query, values) => reads.all(query.sql, query.bind(values)),
    write: (work) => queue.write(work),
    change: (query, values) => queue.write((trx) => query.run(trx, values)),
    async abandon() {
      keepLog(file);
      await closeBoth(() => undefined);
    },
    async close() {
      proof.end();
      await queue.idle();
      await thread.close();
      reads.renew();
      await closeBoth(() => {
        foldLog(writer);
      });
    },
  };
}

/** Only with a write-ahead log; without, a long read would block every commit, and the event loop with it. */
function asideOf(thread: AsideThread): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new AsideDialect(thread) });
}

interface ProofOptions extends Pick<Connections, 'file' | 'writer' | 'isProven'> {
  readonly aside: Kysely<Schema>;
}

/** Until the file is checked, writes stay in the write-ahead log. */
function createProof({ aside, file, writer, isProven: wasProven }: ProofOptions) {
  let isProven = wasProven;
  let hasEnded = false;
  if (!isProven) writer.run('pragma wal_autocheckpoint = 0');
  return {
    isProven: () => isProven,
    async prove() {
      if (isProven) return;
      await proveHealthAside(aside, file);
      if (!hasEnded) writer.run(`pragma wal_autocheckpoint = ${pagesPerCheckpoint}`);
      isProven = true;
    },
    end() {
      hasEnded = true;
    },
  };
}

/**
 * The last connection to close writes the log into the file; a read-only connection that is never closed keeps
 * SQLite from doing so.
 */
function keepLog(file: string): void {
  try {
    const keeper = new SqliteDatabase(file, { readonly: true });
    keeper.query('select count(*) from sqlite_master').get();
    keepers.add(keeper);
  } catch {
    // The header is unreadable, so SQLite cannot write the log into the file either.
  }
}

const keepers = new Set<SqliteDatabase>();

/** Data that stays in the log because the disk is full is still there at the next start. */
function foldLog(writer: SqliteDatabase): void {
  try {
    writer.run('pragma wal_checkpoint(truncate)');
  } catch (error) {
    if (!isStorageError(error)) throw error;
  }
}

/** SQLite ignores a misspelt pragma silently, so each value is read back. */
function configure(connection: SqliteDatabase, journal: Journal): void {
  const settings: readonly (readonly [string, string | number, string | number])[] = [
    ['busy_timeout', busyTimeoutMs, busyTimeoutMs],
    ['journal_mode', journal, journal],
    ['synchronous', 'full', 2],
    ['foreign_keys', 'on', 1],
    ['trusted_schema', 'off', 0],
    ['temp_store', 'memory', 2],
  ];
  for (const [name, value, expected] of settings) {
    connection.run(`pragma ${name} = ${value}`);
    const row = connection.query<Record<string, unknown>, []>(`pragma ${name}`).get();
    const actual = row === null ? undefined : Object.values(row)[0];
    if (actual !== expected) {
      throw new StartupError(
        `The database refused the setting ${name} = ${value} (it says ${String(actual)})`,
        'check that the data directory is on a local disk that the server may write to',
      );
    }
  }
}

// NFS, SMB1, SMB2, FUSE: file systems on which shared-memory files, and so WAL, cannot be trusted.
const networkFileSystems = new Set([0x6969, 0xff534d42, 0xfe534d42, 0x65735546]);

/** Whether a write-ahead log is unsafe on the file system of the database. */
export function isNetworkFileSystem(file: string): boolean {
  try {
    return networkFileSystems.has(statfsSync(dirname(file)).type);
  } catch {
    return false;
  }
}

function journalMode(file: string): Journal {
  return isNetworkFileSystem(file) ? 'delete' : 'wal';
}
